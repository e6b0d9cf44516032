-- A column that the YAML declares and the CSV lacks.
select
    seed_file.file,
    1 as line,
    heading.heading_code as column_name,
    null as value,
    'a column ' || heading.heading_code || ' (' || coalesce(heading.printed_label, 'in the label')
    || ')' as expected,
    'add the column, or remove it from ' || heading.file as remedy
from staging.heading
inner join staging.seed_file
    on
        heading.edition_code = seed_file.edition_code
        and heading.table_code = seed_file.table_code
        and seed_file.kind = 'cells'
left join staging.csv_header
    on
        seed_file.file = csv_header.file
        and heading.heading_code = csv_header.heading_code
        and csv_header.field > 1
where heading.side = 'column' and csv_header.file is null
