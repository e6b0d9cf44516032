-- Every table and view with its comment, its columns and theirs. A schema of printed tables stands
-- for those of all editions: the newest.
-- Hidden: no figures.
with relations as (
    select
        schema_name,
        table_name as relation_name,
        'table' as relation_kind,
        comment
    from duckdb_tables()
    where database_name = current_database() and not internal

    union all

    select
        schema_name,
        view_name as relation_name,
        'view' as relation_kind,
        comment
    from duckdb_views()
    where database_name = current_database() and not internal
),

newest as (
    select 'report_' || max(edition_code) as schema_name
    from main.dim_edition
),

columns as (
    select
        schema_name,
        table_name as relation_name,
        list(
            struct_pack(name := column_name, kind := data_type, about := comment)
            order by column_index
        ) as columns
    from duckdb_columns()
    where database_name = current_database() and not internal
    group by schema_name, table_name
)

select
    relations.schema_name,
    relations.relation_name,
    relations.relation_kind,
    relations.comment,
    columns.columns
from relations
inner join columns
    on
        relations.schema_name = columns.schema_name
        and relations.relation_name = columns.relation_name
where
    not starts_with(relations.schema_name, 'report_')
    or relations.schema_name = (select newest.schema_name from newest)
order by
    list_position(
        ['main', 'mart', 'analysis', 'quality', 'meta'], relations.schema_name
    ) nulls last,
    relations.schema_name,
    relations.relation_name
