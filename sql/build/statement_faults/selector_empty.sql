-- A selector that matches no cell, although its table has every code that it names.
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
    'codes that stand together in at least one cell' as expected,
    'mend the codes' as remedy
from staging.selector
inner join tables
    on selector.edition_code = tables.edition_code and selector.table_code = tables.table_code
anti join staging.selected on selector.selector_number = selected.selector_number
