-- A hidden figure whose token the table does not declare.
select
    cell.file,
    cell.line,
    cell.column_code as column_name,
    cell.printed as value,
    coalesce(table_meta.suppression_label, 'no hidden figures in this table') as expected,
    'mend the cell, or declare suppression in ' || table_meta.file as remedy
from staging.parsed_cell as cell
inner join staging.table_meta
    on cell.edition_code = table_meta.edition_code and cell.table_code = table_meta.table_code
where
    cell.kind = 'suppressed'
    and cell.token is distinct from table_meta.suppression_label
