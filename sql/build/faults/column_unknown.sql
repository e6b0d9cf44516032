-- A column of a CSV that its YAML does not declare, or a wrong first column.
select
    csv_header.file,
    1 as line,
    csv_header.heading_code as column_name,
    csv_header.heading_code as value,
    if(
        csv_header.field = 1,
        coalesce(
            table_meta.row_dimensions || ' as the name of the first column',
            'no CSV for a table without measure'
        ),
        'one of the columns that ' || table_meta.file || ' declares'
    ) as expected,
    'mend the heading, or declare it in the YAML' as remedy
from staging.csv_header
inner join staging.table_meta
    on
        csv_header.edition_code = table_meta.edition_code
        and csv_header.table_code = table_meta.table_code
left join staging.heading
    on
        csv_header.edition_code = heading.edition_code
        and csv_header.table_code = heading.table_code
        and csv_header.heading_code = heading.heading_code
        and heading.side = 'column'
where
    (csv_header.field = 1 and csv_header.heading_code is distinct from table_meta.row_dimensions)
    or (csv_header.field > 1 and heading.heading_code is null)
