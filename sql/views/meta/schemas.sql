-- What each schema of this file is for; DuckDB itself keeps no comments on schemas.
with schemas as (
    select object_name as schema_name
    from main.build_object
    where object_kind = 'schema'
    union all
    select 'main' as schema_name
),

tables as (
    select
        split_part(object_name, '.', 1) as schema_name,
        count(*) as tables
    from main.build_object
    where object_kind in ('table', 'view')
    group by schema_name
)

select
    schemas.schema_name,
    case
        when schemas.schema_name = 'main'
            then 'The star: facts, dimensions, what is said of the figures, and all cells together.'
        when schemas.schema_name = 'mart'
            then
                'One view per table of the report, one row per cell, to chart and compute; and '
                || 'macros that compute with bounds.'
        when schemas.schema_name = 'analysis'
            then 'The usual questions: shares, changes, ranks, sums and rests, as intervals.'
        when schemas.schema_name = 'quality'
            then 'How far to trust the figures: claims, rules, corrections and revisions.'
        when schemas.schema_name = 'meta'
            then 'What is in this file: schemas, tables, columns, macros, codes, and a search.'
        when starts_with(schemas.schema_name, 'report_')
            then
                'The tables of edition ' || substr(schemas.schema_name, 8)
                || ' exactly as printed, as text.'
    end as description,
    coalesce(tables.tables, 0) as tables
from schemas
left join tables on schemas.schema_name = tables.schema_name
