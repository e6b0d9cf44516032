-- en: Every printed cell with the labels that head its row and its column in print.
-- en: A figure printed inside a row label (column position 0) stands in the label, in brackets.
-- en: Hidden: the token as printed, such as <5.
-- nl: Elke gedrukte cel met de opschriften die in druk boven haar kolom en voor haar rij staan.
-- nl: Een cijfer dat in het opschrift van een rij is gedrukt (kolom 0), staat in dat opschrift,
--     tussen haakjes.
-- nl: Verborgen: het teken zoals gedrukt, zoals <5.
with cells as (
    select * from main.all_cells
),

row_headings as (
    select * from main.report_row
),

column_headings as (
    select * from main.report_column
),

in_label as (
    select * from main.all_cells
    where column_position = 0
)

select
    cells.edition_code,
    cells.table_code,
    cells.row_position,
    cells.column_position,
    row_headings.row_code,
    column_headings.column_code,
    row_headings.printed_label || coalesce(' (' || in_label.printed || ')', '') as label,
    column_headings.printed_label as column_label,
    cells.printed
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
left join in_label
    on
        cells.edition_code = in_label.edition_code
        and cells.table_code = in_label.table_code
        and cells.row_position = in_label.row_position
where cells.column_position > 0
