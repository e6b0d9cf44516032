-- Every table and view of the open file with its columns in order, their types, and whether they
-- have a comment. One query for all: to list columns, DuckDB binds every view of the file.
with relations as (
    select
        schema_name,
        table_name,
        false as is_view
    from duckdb_tables()
    where database_name = current_database() and not internal
    union all
    select
        schema_name,
        view_name as table_name,
        true as is_view
    from duckdb_views()
    where database_name = current_database() and not internal
)

select
    schema_name,
    table_name,
    is_view,
    list(column_name order by column_index) as column_names,
    -- An enumeration is how a large file stores text; its values may be thousands.
    list(if(data_type like 'ENUM(%', 'VARCHAR', data_type) order by column_index) as data_types,
    list(columns.comment is not null order by column_index) as have_comments
from relations
inner join duckdb_columns() as columns using (schema_name, table_name)
where columns.database_name = current_database()
group by schema_name, table_name, is_view
order by schema_name, table_name
