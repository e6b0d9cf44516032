-- A row that stands twice in a CSV of cells.
select
    file,
    max(line) as line,
    fields[1] as column_name,
    fields[1] as value,
    'each row once' as expected,
    'remove one of the rows' as remedy
from staging.csv_line
where line > 1
group by file, fields[1]
having count(*) > 1
