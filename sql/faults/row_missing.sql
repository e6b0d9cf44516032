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
left join staging.csv_line
    on
        seed_file.file = csv_line.file
        and heading.heading_code = csv_line.fields[1]
        and csv_line.line > 1
where heading.side = 'row' and csv_line.file is null
