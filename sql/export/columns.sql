-- The columns of the tables and of the mart, in order, with what they hold.
select
    schema_name,
    table_name,
    column_name,
    data_type,
    comment
from duckdb_columns()
where database_name = current_database() and not internal and schema_name in ('main', 'mart')
order by schema_name, table_name, column_index
