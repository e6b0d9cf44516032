-- A selector that names a code which no cell of its table has.
with wanted as (
    select
        selector.edition_code,
        selector.file,
        selector.line,
        selector.table_code,
        selector_code.dimension,
        unnest(selector_code.codes) as code
    from staging.selector
    inner join staging.selector_code on selector.selector_number = selector_code.selector_number
    where
        (selector.edition_code, selector.table_code) in (
            select (edition_code, table_code) from staging.cell_file
        )
),

dimensions as (
    select
        cell_file.edition_code,
        cell_file.table_code,
        dimension.dimension
    from staging.cell_file
    cross join staging.dimension
),

-- What a table does not break down is _T.
present as (
    select
        dimensions.edition_code,
        dimensions.table_code,
        dimensions.dimension,
        coalesce(heading_code.code, '_T') as code
    from dimensions
    left join staging.heading_code
        on
            dimensions.edition_code = heading_code.edition_code
            and dimensions.table_code = heading_code.table_code
            and dimensions.dimension = heading_code.dimension
)

select distinct
    wanted.file,
    wanted.line,
    wanted.dimension as column_name,
    wanted.code as value,
    'a code that ' || wanted.table_code || ' has for ' || wanted.dimension as expected,
    'mend the code, or remove what is said of a cell that is gone' as remedy
from wanted
anti join present
    on
        wanted.edition_code = present.edition_code
        and wanted.table_code = present.table_code
        and wanted.dimension = present.dimension
        and wanted.code = present.code
