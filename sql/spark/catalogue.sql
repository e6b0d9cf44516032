-- Every column of the tables and views of main and mart, with the comments in the catalogue.
with relations as (
    select
        schema_name,
        table_name as relation_name,
        false as is_view,
        comment
    from duckdb_tables()
    where database_name = current_database() and not internal

    union all

    select
        schema_name,
        view_name as relation_name,
        true as is_view,
        comment
    from duckdb_views()
    where database_name = current_database() and not internal
),

columns as (
    select * from meta.columns
)

select
    relations.schema_name,
    relations.relation_name,
    relations.is_view,
    relations.comment,
    columns.column_name,
    columns.data_type,
    columns.description_en as column_comment
from relations
inner join columns
    on
        relations.schema_name = columns.schema_name
        and relations.relation_name = columns.table_name
where relations.schema_name in ('main', 'mart')
order by relations.schema_name, relations.relation_name, columns.column_number
