-- A cell that names what its dimension or its headings do not have.
-- Large files declare no foreign keys on facts (see src/warehouse/scale.py); small ones are proved
-- twice. A cell without its table is missed by stored_cells.
with cells as (
    select * from main.all_cells
),

codes as (
    select
        dimension || '_code' as column_name,
        code as value
    from main.all_codes
    union all
    select
        'year' as column_name,
        year::varchar as value
    from main.dim_year
),

qualified as (
    select
        year::varchar as year,
        form_code,
        form_counting_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code,
        observation_status_code,
        confidentiality_status_code,
        placement_code
    from cells
),

named as (
    unpivot qualified
    on columns(*)
    into name column_name value value
)

select distinct
    column_name,
    value
from named
where (column_name, value) not in (select (column_name, value) from codes)

union all

select
    'row_position' as column_name,
    cells.edition_code || '.' || cells.table_code || '.' || cells.row_position as value
from cells
anti join main.report_row using (edition_code, table_code, row_position)

union all

select
    'column_position' as column_name,
    cells.edition_code || '.' || cells.table_code || '.' || cells.column_position as value
from cells
anti join main.report_column using (edition_code, table_code, column_position)
