-- A row of a CSV that its YAML does not declare.
select
    csv_line.file,
    csv_line.line,
    table_meta.row_dimensions as column_name,
    csv_line.fields[1] as value,
    'one of the rows that ' || table_meta.file || ' declares' as expected,
    'mend the code, or declare the row in the YAML' as remedy
from staging.csv_line
inner join staging.table_meta
    on
        csv_line.edition_code = table_meta.edition_code
        and csv_line.table_code = table_meta.table_code
left join staging.heading
    on
        csv_line.edition_code = heading.edition_code
        and csv_line.table_code = heading.table_code
        and csv_line.fields[1] = heading.heading_code
        and heading.side = 'row'
where csv_line.line > 1 and heading.heading_code is null
