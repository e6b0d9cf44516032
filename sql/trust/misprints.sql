-- What may be misprinted in one edition, each with the words for its row and column; both are empty
-- where the heading of the table is meant.
-- Parameter: the edition.
-- Hidden: no figures but those printed.
with corrections as (
    select * from quality.corrections
    where edition_code = $1
),

tables as (
    select * from main.dim_table
    where edition_code = $1
),

codes as (
    select * from meta.codes
),

headings as (
    select
        corrections.correction_number,
        1 as side,
        string_split(tables.row_dimensions, '.') as dimensions,
        string_split(corrections.row_code, '.') as codes
    from corrections
    inner join tables on corrections.table_code = tables.table_code
    union all
    select
        corrections.correction_number,
        2 as side,
        string_split(tables.column_dimensions, '.') as dimensions,
        string_split(corrections.column_code, '.') as codes
    from corrections
    inner join tables on corrections.table_code = tables.table_code
),

members as (
    select
        correction_number,
        side,
        unnest(dimensions) as dimension,
        unnest(codes) as code,
        generate_subscripts(codes, 1) as position
    from headings
    where codes is not null
),

places as (
    select
        members.correction_number,
        string_agg(
            coalesce(codes.label_nl, members.code), ', ' order by members.side, members.position
        ) as place_nl,
        string_agg(
            coalesce(codes.label_en, members.code), ', ' order by members.side, members.position
        ) as place_en
    from members
    left join codes
        on members.dimension = codes.dimension and members.code = codes.code
    group by members.correction_number
)

select
    corrections.*,
    coalesce(places.place_nl, '') as place_nl,
    coalesce(places.place_en, '') as place_en
from corrections
left join places on corrections.correction_number = places.correction_number
order by corrections.correction_number
