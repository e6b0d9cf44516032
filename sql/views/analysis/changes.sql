-- en: Every printed number beside the same cell of another year. Choose base_year, the year that it
--     is held against: year - 1 for the change since the year before, 2018 for an index of 2018 =
--     100. Both from the newest edition that prints them.
-- en: Break: where only another population was printed in base_year, nothing is computed, and
--     break_reason says what was counted in each year.
-- en: Unit: difference in the unit of the table; relative as a fraction of the base; index in
--     percent.
-- en: Hidden: the extremes that the printed bounds allow; difference, relative and index are given
--     only where they meet and both places are known. relative_max and index_max are empty where
--     the base may be 0, so that there is no largest ratio; all ratios are empty where it is 0.
-- nl: Elk gedrukt cijfer naast dezelfde cel van een ander jaar. Kies base_year, het jaar waarmee
--     wordt vergeleken: year - 1 voor de verandering sinds het jaar ervoor, 2018 voor een index van
--     2018 = 100. Beide uit de nieuwste editie die ze drukt.
-- nl: Breuk: waar in base_year alleen een andere populatie is gedrukt, is er niets berekend;
--     break_reason zegt wat in elk jaar is geteld.
-- nl: Eenheid: verschil in de eenheid van de tabel; relative als fractie van de basis; index in
--     procenten.
-- nl: Verborgen: de uitersten die de gedrukte grenzen toelaten; difference, relative en index staan
--     er alleen waar die samenvallen en beide plaatsen bekend zijn. relative_max en index_max zijn
--     leeg waar de basis 0 kan zijn, zodat er geen grootste verhouding is; alle verhoudingen zijn
--     leeg waar zij 0 is.
with cells as (
    select * from analysis.cells
),

-- What is counted alike, whoever was counted.
figures as (
    select
        *,
        replace(series_key, '.population=' || population_code, '') as counted
    from main.newest_cells
    where measure = 'count' and first_year = year
),

populations as (
    select * from main.dim_population
),

editions as (
    select * from main.dim_edition
),

-- A base of the same population, or where there is none, the newest of another.
paired as (
    select
        figures.series_key,
        figures.year,
        bases.series_key as base_series_key,
        bases.year as base_year
    from figures
    inner join figures as bases on figures.counted = bases.counted
    inner join editions on bases.edition_code = editions.edition_code
    qualify
        row_number() over (
            partition by figures.series_key, figures.year, bases.year
            order by
                figures.population_code = bases.population_code desc,
                editions.publication_order desc,
                bases.population_code asc
        ) = 1
),

-- A year held against itself is the same cell twice: its ratio is 1, whatever is hidden.
compared as (
    select
        figures.*,
        bases.year as base_year,
        bases.edition_code as base_edition_code,
        bases.printed as base_printed,
        case
            when figures.population_code <> bases.population_code then bases.population_code
        end as base_population_code,
        figures.placement_code = 'uncertain' or bases.placement_code = 'uncertain' as is_uncertain,
        case
            when figures.population_code <> bases.population_code then null
            when figures.year = bases.year then 0
            else coalesce(figures.count_min, 0) - bases.count_max
        end as difference_min,
        case
            when figures.population_code <> bases.population_code then null
            when figures.year = bases.year then 0
            else figures.count_max - coalesce(bases.count_min, 0)
        end as difference_max,
        case
            when figures.population_code <> bases.population_code then null
            when figures.year <> bases.year then mart.ratio_min(figures.count_min, bases.count_max)
            when bases.count_max > 0 then 1
        end as ratio_min,
        case
            when figures.population_code <> bases.population_code then null
            when figures.year <> bases.year
                then mart.ratio_max(figures.count_max, bases.count_min, bases.count_max)
            when bases.count_max > 0 then 1
        end as ratio_max
    from paired
    inner join figures
        on paired.series_key = figures.series_key and paired.year = figures.year
    inner join figures as bases
        on paired.base_series_key = bases.series_key and paired.base_year = bases.year
)

select
    cells.*,
    compared.base_edition_code,
    compared.base_year,
    compared.base_printed,
    compared.printed,
    mart.point(compared.difference_min, compared.difference_max) as difference,
    compared.difference_min,
    compared.difference_max,
    mart.point(compared.ratio_min, compared.ratio_max) - 1 as relative,
    compared.ratio_min - 1 as relative_min,
    compared.ratio_max - 1 as relative_max,
    100 * mart.point(compared.ratio_min, compared.ratio_max) as index,
    100 * compared.ratio_min as index_min,
    100 * compared.ratio_max as index_max,
    compared.is_uncertain,
    'Geteld in ' || compared.base_year || ': ' || base_populations.label_nl || '. Geteld in '
    || compared.year || ': ' || populations.label_nl || '.' as break_reason_nl,
    'Counted in ' || compared.base_year || ': ' || base_populations.label_en || '. Counted in '
    || compared.year || ': ' || populations.label_en || '.' as break_reason_en
from compared
inner join populations on compared.population_code = populations.population_code
left join populations as base_populations
    on compared.base_population_code = base_populations.population_code
inner join cells
    on
        compared.edition_code = cells.edition_code
        and compared.table_code = cells.table_code
        and compared.row_position = cells.row_position
        and compared.column_position = cells.column_position
