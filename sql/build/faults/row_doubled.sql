-- A row that stands twice in a CSV of cells.
select
    file,
    max(line) as line,
    row_code as column_name,
    row_code as value,
    'each row once' as expected,
    'remove one of the rows' as remedy
from staging.csv_row
group by file, row_code
having count(*) > 1
