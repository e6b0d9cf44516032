-- All that a reader can select from, by schema: tables and views with their columns, and what each
-- means in both languages.
-- Hidden: no figures.
with columns as (
    select
        schema_name,
        table_name,
        list(
            {
                'name': column_name,
                'type': data_type,
                'description_nl': description_nl,
                'description_en': description_en
            }
            order by column_number
        ) as columns
    from meta.columns
    group by schema_name, table_name
),

relations as (
    select
        tables.schema_name,
        list(
            {
                'name': tables.table_name,
                'kind': tables.object_kind,
                'description_nl': tables.description_nl,
                'description_en': tables.description_en,
                'columns': columns.columns
            }
            order by tables.table_name
        ) as relations
    from meta.tables as tables
    inner join columns
        on tables.schema_name = columns.schema_name and tables.table_name = columns.table_name
    group by tables.schema_name
)

select
    schemas.schema_name as name,
    schemas.description_nl,
    schemas.description_en,
    relations.relations
from meta.schemas as schemas
inner join relations on schemas.schema_name = relations.schema_name
order by
    list_position(
        ['main', 'mart', 'analysis', 'quality', 'meta'], schemas.schema_name
    ) nulls last,
    schemas.schema_name
