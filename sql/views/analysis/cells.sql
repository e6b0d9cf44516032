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
    cells.edition_code,
    cells.table_code,
    cells.row_position,
    cells.column_position,
    cells.process,
    cells.unit,
    cells.year,
    cells.period_start,
    cells.form_counting_code,
    cells.form_code,
    cells.form_label_nl,
    cells.form_label_en,
    cells.sector_code,
    cells.sector_label_nl,
    cells.sector_label_en,
    cells.origin_code,
    cells.origin_label_nl,
    cells.origin_label_en,
    cells.age_code,
    cells.age_label_nl,
    cells.age_label_en,
    cells.sex_code,
    cells.sex_label_nl,
    cells.sex_label_en,
    cells.reporter_code,
    cells.reporter_label_nl,
    cells.reporter_label_en,
    cells.outcome_code,
    cells.outcome_label_nl,
    cells.outcome_label_en
from cells
