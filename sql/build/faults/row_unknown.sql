-- A row of a CSV that its YAML does not declare.
select
    csv_row.file,
    csv_row.line,
    table_meta.row_dimensions as column_name,
    csv_row.row_code as value,
    'one of the rows that ' || table_meta.file || ' declares' as expected,
    'mend the code, or declare the row in the YAML' as remedy
from staging.csv_row
inner join staging.table_meta
    on
        csv_row.edition_code = table_meta.edition_code
        and csv_row.table_code = table_meta.table_code
left join staging.heading
    on
        csv_row.edition_code = heading.edition_code
        and csv_row.table_code = heading.table_code
        and csv_row.row_code = heading.heading_code
        and heading.side = 'row'
where heading.heading_code is null
