-- A table lacks a cell, or has one that its headings do not have.
with expected as (
    select
        report_row.edition_code,
        report_row.table_code,
        report_row.row_position,
        report_column.column_position
    from main.report_row
    inner join main.report_column
        on
            report_row.edition_code = report_column.edition_code
            and report_row.table_code = report_column.table_code
)

select
    coalesce(expected.edition_code, cells.edition_code) as edition_code,
    coalesce(expected.table_code, cells.table_code) as table_code,
    coalesce(expected.row_position, cells.row_position) as row_position,
    coalesce(expected.column_position, cells.column_position) as column_position
from expected
full join main.all_cells as cells
    on
        expected.edition_code = cells.edition_code
        and expected.table_code = cells.table_code
        and expected.row_position = cells.row_position
        and expected.column_position = cells.column_position
where expected.table_code is null or cells.table_code is null
