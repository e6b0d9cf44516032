-- The counts of the editions looked at, with their printed bounds and the labels that head them.
-- Parameter: the editions.
select
    cells.edition_code,
    cells.table_code,
    cells.row_position,
    cells.column_position,
    cells.count_min,
    cells.count_max,
    cells.count,
    cells.placement_code,
    concat_ws(', ', labels.label, labels.column_label) as label
from main.all_cells as cells
left join main.printed_cells as labels
    on
        cells.edition_code = labels.edition_code
        and cells.table_code = labels.table_code
        and cells.row_position = labels.row_position
        and cells.column_position = labels.column_position
where cells.measure = 'count' and list_contains($1, cells.edition_code)
order by cells.edition_code, cells.table_code, cells.row_position, cells.column_position
