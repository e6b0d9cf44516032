-- A percentage where a count belongs, or the other way round.
select
    cell.file,
    cell.line,
    cell.column_code as column_name,
    cell.printed as value,
    if(table_meta.measure = 'count', 'a count', 'a percentage') as expected,
    'mend the cell, or measure in ' || table_meta.file as remedy
from staging.parsed_cell as cell
inner join staging.table_meta
    on cell.edition_code = table_meta.edition_code and cell.table_code = table_meta.table_code
where
    (table_meta.measure = 'count' and cell.kind = 'share')
    or (table_meta.measure = 'share' and cell.kind in ('count', 'suppressed', 'unknown'))
