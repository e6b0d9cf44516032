-- Everything that stands in a file's own catalogue, by kind and name.
select
    'schema' as object_kind,
    schema_name as object_name
from duckdb_schemas()
where database_name = current_database() and not internal and schema_name <> 'main'

union all

select
    'table' as object_kind,
    schema_name || '.' || table_name as object_name
from duckdb_tables()
where database_name = current_database() and not internal

union all

select
    'view' as object_kind,
    schema_name || '.' || view_name as object_name
from duckdb_views()
where database_name = current_database() and not internal

union all

select
    'index' as object_kind,
    schema_name || '.' || index_name as object_name
from duckdb_indexes()
where database_name = current_database()

union all

select
    'sequence' as object_kind,
    schema_name || '.' || sequence_name as object_name
from duckdb_sequences()
where database_name = current_database()

union all

select
    'type' as object_kind,
    schema_name || '.' || type_name as object_name
from duckdb_types()
where database_name = current_database() and not internal

union all

select distinct
    'macro' as object_kind,
    schema_name || '.' || function_name as object_name
from duckdb_functions()
where database_name = current_database() and not internal and function_type like '%macro'

order by object_kind, object_name
