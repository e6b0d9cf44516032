-- A row that the YAML declares and the CSV lacks.
select
    seed_file.file,
    null as line,
    null as column_name,
    null as value,
    'a row ' || heading.heading_code || ' (' || heading.printed_label || ')' as expected,
    'add the row, or remove it from ' || heading.file as remedy
from staging.heading
inner join staging.seed_file
    on
        heading.edition_code = seed_file.edition_code
        and heading.table_code = seed_file.table_code
        and seed_file.kind = 'cells'
left join staging.csv_row
    on
        seed_file.file_number = csv_row.file_number
        and heading.heading_code = csv_row.row_code
where heading.side = 'row' and csv_row.file_number is null
