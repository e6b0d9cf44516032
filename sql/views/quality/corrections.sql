-- What is wrong in print, as far as it was noticed: the tables keep what was printed.
-- Without a column the label of a row is meant, without both the heading of the table.
with corrections as (
    select * from main.correction
),

tables as (
    select * from main.dim_table
)

select
    corrections.edition_code,
    corrections.correction_number,
    corrections.table_code,
    tables.page,
    corrections.row_code,
    corrections.column_code,
    corrections.questioned_text,
    corrections.problem,
    corrections.evidence,
    corrections.correction_status
from corrections
inner join tables
    on
        corrections.edition_code = tables.edition_code
        and corrections.table_code = tables.table_code
