-- The printed cells of one edition with the labels that head them, and where each comes from.
-- Parameter: the edition.
-- Hidden: the bounds are those of print.
with cells as (
    select * from main.all_cells
    where edition_code = $1
),

row_headings as (
    select * from main.report_row
),

column_headings as (
    select * from main.report_column
),

-- A correction without a row or without a column is about the label of the other.
questioned as (
    select distinct
        table_code,
        row_code,
        column_code
    from main.correction
    where edition_code = $1 and (row_code is null) <> (column_code is null)
)

select
    cells.table_code,
    cells.row_position,
    cells.column_position,
    row_headings.row_code,
    column_headings.column_code,
    row_headings.printed_label as row_label,
    column_headings.printed_label as column_label,
    cells.year,
    cells.printed,
    cells.count_min,
    cells.count_max,
    cells.observation_status_code,
    cells.confidentiality_status_code,
    cells.placement_code,
    cells.placement_reason_nl,
    cells.placement_reason_en,
    cells.is_questioned,
    labels.row_code is not null as is_label_questioned,
    headings.column_code is not null as is_heading_questioned
from cells
inner join row_headings
    on
        cells.edition_code = row_headings.edition_code
        and cells.table_code = row_headings.table_code
        and cells.row_position = row_headings.row_position
inner join column_headings
    on
        cells.edition_code = column_headings.edition_code
        and cells.table_code = column_headings.table_code
        and cells.column_position = column_headings.column_position
left join questioned as labels
    on
        cells.table_code = labels.table_code
        and row_headings.row_code = labels.row_code
left join questioned as headings
    on
        cells.table_code = headings.table_code
        and column_headings.column_code = headings.column_code
order by cells.table_code, cells.row_position, cells.column_position
