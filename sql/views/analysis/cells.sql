-- en: Where every printed cell of every edition stands and what it counts: its address, year, codes
--     and labels. The other views of analysis begin with these columns.
-- en: Unit: none. Hidden: the address of a cell says nothing of its figure.
-- nl: Waar elke gedrukte cel van elke editie staat en wat zij telt: haar adres, jaar, codes en
--     opschriften. De andere views van analysis beginnen met deze kolommen.
-- nl: Eenheid: geen. Verborgen: het adres van een cel zegt niets over haar cijfer.
with cells as (
    select * from main.labelled_cells
)

select
    edition_code,
    table_code,
    row_position,
    column_position,
    process,
    unit,
    year,
    period_start,
    form_counting_code,
    columns(
        lambda name: regexp_matches(name, '^[a-z]+_(code|label_nl|label_en)$')
        and name not in ('edition_code', 'table_code', 'placement_code')
    )
from cells
