-- What the tables and the views of the mart are about.
select
    schema_name,
    table_name as name,
    comment as description
from duckdb_tables()
where database_name = current_database() and not internal and schema_name = 'main'

union all

select
    schema_name,
    view_name as name,
    comment as description
from duckdb_views()
where database_name = current_database() and not internal and schema_name = 'mart'
