-- en: Where every printed cell of one year stands and what it counts, in every edition: its
--     address, year, codes and labels. The other views of analysis begin with these columns; totals
--     of more years stand in mart.periods.
-- en: Unit: none. Hidden: the address of a cell says nothing of its figure.
-- nl: Waar elke gedrukte cel van één jaar staat en wat zij telt, in elke editie: haar adres, jaar,
--     codes en opschriften. De andere views van analysis beginnen met deze kolommen; totalen van
--     meer jaren staan in mart.periods.
-- nl: Eenheid: geen. Verborgen: het adres van een cel zegt niets over haar cijfer.
with cells as (
    select * from main.labelled_cells
    where first_year = year
)

select
    edition_code,
    table_code,
    row_position,
    column_position,
    process,
    unit,
    population_code,
    year,
    period_start,
    form_counting_code,
    columns(
        lambda name: regexp_matches(name, '^[a-z]+_(code|label_nl|label_en)$')
        and name not in ('edition_code', 'table_code', 'population_code', 'placement_code')
    )
from cells
