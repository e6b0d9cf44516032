-- en: The dimensions of every printed table of every edition: at which side they stand, and whether
--     the table may be added over them.
-- en: printed_side: row and column are broken down in print; table is one member for the whole
--     table.
-- nl: De dimensies van elke gedrukte tabel van elke editie: aan welke kant zij staan, en of de
--     tabel erover mag worden opgeteld.
-- nl: printed_side: row (rij) en column (kolom) zijn uitgesplitst; table is één lid voor heel de
--     tabel.
with tables as (
    select * from main.dim_table
    where not is_without_values
),

dimensions as (
    select * from meta.dimensions
),

sides as (
    select
        edition_code,
        table_code,
        additive_over,
        unnest(
            [
                { 'side': 'row', 'dimensions': row_dimensions },
                { 'side': 'column', 'dimensions': column_dimensions },
                { 'side': 'table', 'dimensions': fixed_dimensions }
            ]
        ) as said
    from tables
),

named as (
    select
        edition_code,
        table_code,
        additive_over,
        said['side'] as side,
        unnest(string_split(said['dimensions'], '.')) as dimension
    from sides
)

select
    named.edition_code,
    named.table_code,
    named.dimension,
    dimensions.label_nl,
    dimensions.label_en,
    named.side as printed_side,
    coalesce(list_contains(string_split(named.additive_over, ', '), named.dimension), false)
        as is_additive
from named
inner join dimensions on named.dimension = dimensions.dimension
