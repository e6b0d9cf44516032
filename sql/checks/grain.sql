-- Two facts for one printed cell: the grain is edition, table, row position, column position.
select
    edition_code,
    table_code,
    row_position,
    column_position,
    count(*) as facts
from main.all_cells
group by edition_code, table_code, row_position, column_position
having count(*) > 1
