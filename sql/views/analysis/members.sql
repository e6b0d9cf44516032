-- en: Every cell of every edition as a member, by each dimension that its table prints and by all
--     at once over which the table may be added. A group is what stands side by side: one edition,
--     table, added_over, year and within_code. Choose added_over, and where is_newest.
-- en: Unit: that of the table.
-- en: Hidden: the bounds are those of print, never narrower; what was not printed has no upper
--     limit.
-- en: Sum: a group may be added only where refusal is empty; else refusal says why not.
-- nl: Elke cel van elke editie als lid, naar elke dimensie die haar tabel drukt en naar alle samen
--     waarover de tabel mag worden opgeteld. Een groep is wat naast elkaar staat: één editie,
--     tabel, added_over, jaar en within_code. Kies added_over, en waar is_newest.
-- nl: Eenheid: die van de tabel.
-- nl: Verborgen: de grenzen zijn die van de druk, nooit nauwer; wat niet gedrukt is, heeft geen
--     bovengrens.
-- nl: Optellen: een groep mag alleen worden opgeteld waar refusal leeg is; anders zegt refusal
--     waarom niet.
with cells as (
    select * from analysis.cells
),

figures as (
    select * from main.all_cells
    where first_year = year
),

tables as (
    select * from main.dim_table
),

cell_codes as (
    select * from analysis.cell_codes
),

choices as (
    select
        edition_code,
        table_code,
        unnest(string_split(row_dimensions || '.' || column_dimensions, '.')) as added_over
    from tables
    union
    select
        edition_code,
        table_code,
        additive_over as added_over
    from tables
    where additive_over is not null
),

labelled as (
    select
        choices.added_over,
        cell_codes.*,
        list_contains(string_split(choices.added_over, ', '), cell_codes.dimension) as is_added
    from cell_codes
    inner join choices
        on
            cell_codes.edition_code = choices.edition_code
            and cell_codes.table_code = choices.table_code
    inner join figures
        on
            cell_codes.edition_code = figures.edition_code
            and cell_codes.table_code = figures.table_code
            and cell_codes.row_position = figures.row_position
            and cell_codes.column_position = figures.column_position
    where choices.added_over <> 'year' and (is_added or cell_codes.code <> '_T')
),

named as (
    select
        added_over,
        edition_code,
        table_code,
        row_position,
        column_position,
        string_agg(code, '.' order by dimension) filter (where is_added) as member_code,
        string_agg(label_nl, ' / ' order by dimension) filter (where is_added) as member_label_nl,
        string_agg(label_en, ' / ' order by dimension) filter (where is_added) as member_label_en,
        coalesce(
            string_agg(dimension || ' ' || code, ', ' order by dimension)
            filter (where not is_added),
            '_T'
        ) as within_code
    from labelled
    group by added_over, edition_code, table_code, row_position, column_position
)

select
    cells.*,
    named.added_over,
    named.within_code,
    named.member_code,
    named.member_label_nl,
    named.member_label_en,
    figures.measure,
    figures.printed,
    figures.count,
    coalesce(figures.count_min, 0) as count_min,
    figures.count_max,
    coalesce(figures.preferred_min, 0) as preferred_min,
    figures.preferred_max,
    figures.is_suppressed,
    figures.placement_code,
    figures.competing_cells,
    figures.is_newest,
    tables.is_exhaustive,
    case
        when figures.measure = 'share' then 'The table prints percentages, not numbers.'
        when figures.measure <> 'count' then 'The table prints means or estimates, not numbers.'
        when
            not list_has_all(
                string_split(coalesce(tables.additive_over, ''), ', '),
                string_split(named.added_over, ', ')
            )
            then
                'The table may not be added over ' || named.added_over || '. '
                || tables.counting_rule_en
    end as refusal
from cells
inner join named
    on
        cells.edition_code = named.edition_code
        and cells.table_code = named.table_code
        and cells.row_position = named.row_position
        and cells.column_position = named.column_position
inner join figures
    on
        cells.edition_code = figures.edition_code
        and cells.table_code = figures.table_code
        and cells.row_position = figures.row_position
        and cells.column_position = figures.column_position
inner join tables
    on
        cells.edition_code = tables.edition_code
        and cells.table_code = tables.table_code
