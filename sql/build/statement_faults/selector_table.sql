-- A selector for a table that has no figures in this edition.
with tables as (
    select
        edition_code,
        table_code
    from staging.cell_file
)

select
    selector.file,
    selector.line,
    'table' as column_name,
    selector.table_code as value,
    'a table with figures of edition ' || selector.edition_code as expected,
    'mend the name, or remove what is said of a table that is gone' as remedy
from staging.selector
left join tables
    on
        selector.edition_code = tables.edition_code
        and selector.table_code = tables.table_code
where tables.table_code is null
