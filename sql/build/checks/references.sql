-- A fact that names what its dimension, its table or its headings do not have.
-- Large files declare no foreign keys on facts (src/warehouse/build/scale.py); small ones are
-- proved twice.
with facts as (
    select * from main.facts
),

-- Each code once: there are few, however many facts.
codes as (
    select list(distinct columns('_code$|^(first_)?year$'))::varchar[]
    from facts
),

listed as (
    unpivot codes
    on columns(*)
    into name column_name value code_list
),

named as (
    select
        column_name,
        unnest(code_list) as value
    from listed
),

known as (
    select
        dimension || '_code' as column_name,
        code as value
    from build.all_codes
    union all
    select
        'year' as column_name,
        year::varchar as value
    from main.dim_year
    union all
    select
        'first_year' as column_name,
        year::varchar as value
    from main.dim_year
    union all
    select
        'edition_code' as column_name,
        edition_code as value
    from main.dim_edition
    union all
    select
        'table_code' as column_name,
        table_code as value
    from main.dim_table
),

rows_named as (
    select distinct
        edition_code,
        table_code,
        row_position
    from facts
),

columns_named as (
    select distinct
        edition_code,
        table_code,
        column_position
    from facts
)

select
    column_name,
    value
from named
where (column_name, value) not in (select (column_name, value) from known)

union all

select
    'row_position' as column_name,
    edition_code || '.' || table_code || '.' || row_position as value
from rows_named
anti join main.report_row using (edition_code, table_code, row_position)

union all

select
    'column_position' as column_name,
    edition_code || '.' || table_code || '.' || column_position as value
from columns_named
anti join main.report_column using (edition_code, table_code, column_position)
