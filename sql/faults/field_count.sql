-- A line with more or fewer cells than the first line.
select
    line.file,
    line.line,
    line.fields[1] as column_name,
    array_to_string(line.fields, ',') as value,
    len(header.fields)::varchar || ' fields, as in the first line' as expected,
    'add the missing cell or remove the one too many' as remedy
from staging.csv_line as line
inner join staging.csv_line as header on line.file = header.file and header.line = 1
where len(line.fields) <> len(header.fields)
