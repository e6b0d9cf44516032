-- The dimensions of every table that prints numbers and has a mart, as its newest edition has them.
with marts as (
    select
        edition_code,
        table_name as table_code
    from meta.tables
    where schema_name = 'mart' and measure = 'count'
)

select
    dimensions.table_code,
    dimensions.dimension,
    dimensions.label_nl,
    dimensions.label_en
from meta.table_dimensions as dimensions
inner join marts
    on
        dimensions.edition_code = marts.edition_code
        and dimensions.table_code = marts.table_code
order by dimensions.table_code, dimensions.printed_side <> 'row', dimensions.dimension
