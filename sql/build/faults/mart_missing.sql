-- A table whose dimensions no query in sql/views/mart/ shows together. A table of several editions
-- is shown with the dimensions of all of them, and with the measure of the newest.
with newest as (
    select
        table_code,
        max(file) as file,
        max_by(measure, edition_code) as measure
    from staging.table_meta
    where measure is not null
    group by table_code
),

parts as (
    select
        table_code,
        dimension as part
    from staging.heading_code
    where dimension <> 'year'
    union
    select
        table_code,
        measure as part
    from newest
    where measure = 'share'
),

shapes as (
    select
        table_code,
        string_agg(part, '_' order by part) as shape
    from parts
    group by table_code
),

marts as (
    select list_sort(string_split(mart_name, '_')) as words
    from staging.mart_file
)

select
    newest.file,
    1 as line,
    'rows' as column_name,
    shapes.shape as value,
    'dimensions that a file in sql/views/mart/ shows together' as expected,
    'mend the dimensions, or add ' || shapes.shape || '.sql there' as remedy
from newest
inner join shapes on newest.table_code = shapes.table_code
anti join marts on list_sort(string_split(shapes.shape, '_')) = marts.words
