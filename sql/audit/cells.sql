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
    cells.observation_status_code in ('O', 'L') as is_open,
    row_headings.printed_label || ', '
    || coalesce(column_headings.printed_label, 'figure behind the label') as label
from main.all_cells as cells
inner join main.report_row as row_headings
    on
        cells.edition_code = row_headings.edition_code
        and cells.table_code = row_headings.table_code
        and cells.row_position = row_headings.row_position
inner join main.report_column as column_headings
    on
        cells.edition_code = column_headings.edition_code
        and cells.table_code = column_headings.table_code
        and cells.column_position = column_headings.column_position
where cells.measure = 'count' and list_contains($1, cells.edition_code)
order by cells.edition_code, cells.table_code, cells.row_position, cells.column_position
