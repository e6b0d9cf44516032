-- A dimension that a table gives twice: to rows, to columns or as a fixed value.
select
    file,
    min(line) as line,
    dimension as column_name,
    dimension as value,
    'each dimension once among rows, columns and fixed' as expected,
    'keep the one that the print has' as remedy
from staging.heading_code
group by edition_code, table_code, file, dimension
having count(distinct side) > 1
