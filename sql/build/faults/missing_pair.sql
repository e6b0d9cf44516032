-- A table has a YAML file; one with a measure has a CSV file too; an edition has an edition.yml.
with tables as (
    select
        edition_code,
        table_code,
        max(file) as file,
        bool_or(kind = 'table') as has_yaml,
        bool_or(kind = 'cells') as has_cells
    from staging.seed_file
    where kind in ('table', 'cells')
    group by edition_code, table_code
),

editions as (
    select
        edition_code,
        min(file) as file,
        bool_or(kind = 'edition') as is_described,
        bool_or(kind = 'table') as has_tables
    from staging.seed_file
    where edition_code is not null
    group by edition_code
)

select
    tables.file,
    null as line,
    null as column_name,
    null as value,
    if(
        not tables.has_yaml,
        tables.table_code || '.yml beside it',
        if(tables.has_cells, 'no CSV for a table without measure', tables.table_code || '.csv')
    ) as expected,
    'add the missing file or remove this one' as remedy
from tables
left join staging.table_meta
    on
        tables.edition_code = table_meta.edition_code
        and tables.table_code = table_meta.table_code
where not tables.has_yaml or tables.has_cells <> (table_meta.measure is not null)

union all

select
    file,
    null as line,
    null as column_name,
    edition_code as value,
    if(is_described, 'at least one table', 'an edition.yml beside it') as expected,
    'add the missing file or remove the edition' as remedy
from editions
where not is_described or not has_tables
