-- A table whose dimensions no query in sql/views/mart/ shows together. A table of several editions
-- is shown with the dimensions of all of them. One that prints no single year has no mart.
with yearly as (
    select
        table_code,
        max(file) as file
    from staging.heading_code
    where dimension = 'year' and len(code) = 4
    group by table_code
),

dimensions as (
    select distinct
        table_code,
        dimension
    from staging.heading_code
    where dimension <> 'year'
),

shapes as (
    select
        table_code,
        string_agg(dimension, '_' order by dimension) as shape
    from dimensions
    group by table_code
),

marts as (
    select list_sort(string_split(mart_name, '_')) as words
    from staging.mart_file
)

select
    yearly.file,
    1 as line,
    'rows' as column_name,
    shapes.shape as value,
    'dimensions that a file in sql/views/mart/ shows together' as expected,
    'mend the dimensions, or add ' || shapes.shape || '.sql there' as remedy
from yearly
inner join shapes on yearly.table_code = shapes.table_code
anti join marts on list_sort(string_split(shapes.shape, '_')) = marts.words
