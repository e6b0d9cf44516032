-- The columns of the tables and of the mart, in order, with what they hold.
select
    schema_name,
    table_name,
    column_name,
    data_type,
    description
from meta.columns
where schema_name in ('main', 'mart')
order by schema_name, table_name, column_number
