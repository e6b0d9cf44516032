-- All that a reader can select from, with what it means: one row per table or view.
-- Hidden: no figures.
with relations as (
    select
        schema_name,
        table_name as name,
        'table' as kind,
        comment
    from duckdb_tables()
    where database_name = current_database() and not internal

    union all

    select
        schema_name,
        view_name as name,
        'view' as kind,
        comment
    from duckdb_views()
    where database_name = current_database() and not internal
),

columns as (
    select
        schema_name,
        table_name as name,
        list(
            { 'name': column_name, 'type': data_type, 'comment': comment }
            order by column_index
        ) as columns
    from duckdb_columns()
    where database_name = current_database() and not internal
    group by schema_name, table_name
)

select
    relations.schema_name,
    relations.name,
    relations.kind,
    relations.comment,
    columns.columns
from relations
inner join columns
    on relations.schema_name = columns.schema_name and relations.name = columns.name
order by
    list_position(
        ['main', 'mart', 'analysis', 'quality', 'meta'], relations.schema_name
    ) nulls last,
    relations.schema_name,
    relations.name
