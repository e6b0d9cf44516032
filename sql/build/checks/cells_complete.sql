-- A table that has fewer or more cells than its headings cross.
-- That every cell has its row and its column is proved by references, the rest by grain.
with facts as (
    select * from main.facts
),

row_headings as (
    select
        edition_code,
        table_code,
        count(*) as headings
    from main.report_row
    group by edition_code, table_code
),

column_headings as (
    select
        edition_code,
        table_code,
        count(*) as headings
    from main.report_column
    group by edition_code, table_code
),

expected as (
    select
        row_headings.edition_code,
        row_headings.table_code,
        row_headings.headings * column_headings.headings as cells
    from row_headings
    inner join column_headings
        on
            row_headings.edition_code = column_headings.edition_code
            and row_headings.table_code = column_headings.table_code
),

found as (
    select
        edition_code,
        table_code,
        count(*) as cells
    from facts
    group by edition_code, table_code
)

select
    coalesce(expected.edition_code, found.edition_code) as edition_code,
    coalesce(expected.table_code, found.table_code) as table_code,
    expected.cells as expected_cells,
    found.cells as found_cells
from expected
full join found
    on
        expected.edition_code = found.edition_code
        and expected.table_code = found.table_code
where expected.cells is distinct from found.cells
