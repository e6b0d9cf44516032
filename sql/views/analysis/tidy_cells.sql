-- en: Every cell of the newest prints with all its labels, in one table; and addition_key, which
--     says what may be added: cells with the same addition_key, and no others.
-- en: Unit: that of its table (unit). Cells of two tables, editions, years or periods, or forms
--     that overlap have different keys; so have a total and its parts, and all cells of a table
--     that leaves out a part.
-- en: Hidden: count is null and the bounds are printed. Add count_min and count_max, never count:
--     the macros mart.added_min, mart.added_max, mart.added and mart.refusal do it, and refuse
--     the rest.
-- nl: Elke cel van de nieuwste druk met al haar opschriften, in één tabel; en addition_key, die
--     zegt wat mag worden opgeteld: cellen met dezelfde addition_key, en geen andere.
-- nl: Eenheid: die van de tabel (unit). Cellen van twee tabellen, edities, jaren of perioden, of
--     vormen die overlappen hebben verschillende sleutels; zo ook een totaal en zijn delen, en alle
--     cellen van een tabel die een deel weglaat.
-- nl: Verborgen: count is leeg en de grenzen zijn gedrukt. Tel count_min en count_max op, nooit
--     count: de macro’s mart.added_min, mart.added_max, mart.added en mart.refusal doen dat, en
--     weigeren de rest.
with cells as (
    select * from main.labelled_cells
    where is_newest
),

cell_codes as (
    select * from analysis.cell_codes
),

dimensions as (
    select * from meta.table_dimensions
),

-- Members of what may be added are not told apart; what is printed as their total is.
told_apart as (
    select
        cells.edition_code,
        cells.table_code,
        cells.row_position,
        cells.column_position,
        string_agg(
            cell_codes.dimension || ' ' || cell_codes.code, ', ' order by cell_codes.dimension
        ) as codes
    from cells
    inner join cell_codes
        on
            cells.edition_code = cell_codes.edition_code
            and cells.table_code = cell_codes.table_code
            and cells.row_position = cell_codes.row_position
            and cells.column_position = cell_codes.column_position
    left join dimensions
        on
            cells.edition_code = dimensions.edition_code
            and cells.table_code = dimensions.table_code
            and cell_codes.dimension = dimensions.dimension
    where
        (cell_codes.code = '_T') = coalesce(
            dimensions.is_additive and cells.is_exhaustive and cells.measure = 'count', false
        )
    group by
        cells.edition_code,
        cells.table_code,
        cells.row_position,
        cells.column_position
)

select
    cells.* exclude (is_newest),
    concat_ws(
        ', ',
        cells.table_code,
        cells.edition_code,
        nullif(cells.first_year, cells.year),
        cells.year,
        nullif(cells.form_counting_code, '_Z'),
        told_apart.codes,
        nullif(cells.measure, 'count')
    ) as addition_key
from cells
left join told_apart
    on
        cells.edition_code = told_apart.edition_code
        and cells.table_code = told_apart.table_code
        and cells.row_position = told_apart.row_position
        and cells.column_position = told_apart.column_position
