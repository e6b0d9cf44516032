-- The keys of the tables: columns, and for a foreign key the table and columns it names.
select
    table_name,
    constraint_type = 'PRIMARY KEY' as is_primary,
    constraint_column_names as columns,
    referenced_table,
    referenced_column_names as referenced
from duckdb_constraints()
where
    database_name = current_database()
    and schema_name = 'main'
    and constraint_type in ('PRIMARY KEY', 'FOREIGN KEY')
order by table_name, constraint_index
