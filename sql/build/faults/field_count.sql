-- A line with more or fewer cells than the first line.
with headers as (
    select
        file_number,
        count(*) as field_count
    from staging.csv_header
    group by file_number
)

select
    csv_row.file,
    csv_row.line,
    csv_row.row_code as column_name,
    array_to_string(csv_line.fields, ',') as value,
    headers.field_count || ' fields, as in the first line' as expected,
    'add the missing cell or remove the one too many' as remedy
from staging.csv_row
inner join headers on csv_row.file_number = headers.file_number
inner join staging.csv_line on csv_row.line_number = csv_line.line_number
where csv_row.field_count <> headers.field_count
