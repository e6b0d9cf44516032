-- A column that stands twice in a CSV of cells.
select
    file,
    1 as line,
    heading_code as column_name,
    heading_code as value,
    'each column once' as expected,
    'remove one of the columns' as remedy
from staging.csv_header
where field > 1
group by file, heading_code
having count(*) > 1
