-- en: Every printed cell that is about several years together, such as 2013-2017, from the newest
--     edition that prints it. first_year and year are the first and the last of them. Empty where
--     no edition has such a cell.
-- en: Unit: unit, for a count; a share is a fraction, a mean age in years. Never add a period to
--     the years that it contains; choose table_code, first_year and year.
-- en: Hidden: count is empty; count_min and count_max are the printed bounds.
-- nl: Elke gedrukte cel die over meer jaren samen gaat, zoals 2013-2017, uit de nieuwste editie die
--     haar drukt. first_year en year zijn het eerste en het laatste daarvan. Leeg waar geen
--     editie zo’n cel heeft.
-- nl: Eenheid: unit, bij een aantal; een aandeel is een fractie, een gemiddelde leeftijd is in
--     jaren. Tel een periode nooit op bij de jaren die zij bevat; kies table_code, first_year en
--     year.
-- nl: Verborgen: count is leeg; count_min en count_max zijn de gedrukte grenzen.
select
    edition_code,
    table_code,
    page,
    row_position,
    column_position,
    process,
    unit,
    population_code,
    first_year,
    year,
    period_start,
    form_counting_code,
    columns(
        lambda name: regexp_matches(name, '^[a-z]+_(code|label_nl|label_en)$')
        and name not in ('edition_code', 'table_code', 'population_code', 'placement_code')
    ),
    measure,
    printed,
    printed_rank,
    count,
    count_min,
    count_max,
    share,
    value,
    is_suppressed,
    observation_status_code,
    confidentiality_status_code,
    placement_code,
    is_questioned,
    additive_over,
    is_exhaustive
from main.labelled_cells
where is_newest and first_year < year
