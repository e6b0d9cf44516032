-- The cells that each claim of one edition adds up, in printed order.
-- Parameter: the edition.
-- Hidden: no figures but those of print.
with cells as (
    select distinct
        subject_code as claim_code,
        table_code,
        row_position,
        column_position,
        printed
    from main.term_cells
    where edition_code = $1 and subject_kind = 'claim'
),

row_headings as (
    select * from main.report_row
    where edition_code = $1
),

column_headings as (
    select * from main.report_column
    where edition_code = $1
)

select
    cells.claim_code,
    cells.table_code,
    'r' || cells.row_position || 'c' || cells.column_position as id,
    cells.printed,
    row_headings.printed_label as row_label,
    column_headings.printed_label as column_label
from cells
inner join row_headings
    on
        cells.table_code = row_headings.table_code
        and cells.row_position = row_headings.row_position
inner join column_headings
    on
        cells.table_code = column_headings.table_code
        and cells.column_position = column_headings.column_position
order by cells.claim_code, cells.table_code, cells.row_position, cells.column_position
