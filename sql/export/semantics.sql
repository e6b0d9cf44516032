-- The dimensions of every table that prints numbers, as its newest edition has them.
select
    table_code,
    dimension,
    label_nl,
    label_en
from meta.table_dimensions
where (edition_code, table_code) in (
    select (max(edition_code), table_code)
    from main.dim_table
    where measure = 'count'
    group by table_code
)
order by table_code, printed_side <> 'row', dimension
