-- Every column of every table and view of this file: its type, and what it means.
-- A column name means the same everywhere; the columns of report_<edition> hold the print.
with columns as (
    select * from main.build_column
)

select
    split_part(object_name, '.', 1) as schema_name,
    split_part(object_name, '.', 2) as table_name,
    column_number,
    column_name,
    data_type,
    description
from columns
