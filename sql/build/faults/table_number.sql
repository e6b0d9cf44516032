-- Two tables of one edition with the same number.
select
    file,
    1 as line,
    'table_number' as column_name,
    table_number as value,
    'a number of its own for each table of the edition' as expected,
    'number the tables in the order of the report' as remedy
from staging.table_meta
qualify count(*) over (partition by edition_code, table_number) > 1
