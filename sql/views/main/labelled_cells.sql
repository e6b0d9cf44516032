-- en: Every printed cell of every edition, with the labels of its codes in two languages.
-- en: Unit: that of its table; never add cells of different tables. The marts read this.
-- en: is_newest: no newer edition prints the same cell; the marts show these.
-- en: Hidden: count is null and the bounds are those that the table gives to its token.
-- nl: Elke gedrukte cel van elke editie, met de opschriften van haar codes in twee talen.
-- nl: Eenheid: die van de tabel; tel cellen van verschillende tabellen nooit op. De marts lezen
--     dit.
-- nl: is_newest: geen nieuwere editie drukt dezelfde cel; de marts tonen deze.
-- nl: Verborgen: count is leeg, en de grenzen zijn die welke de tabel aan haar teken geeft.
with cells as (
    select * from main.all_cells
),

forms as (
    select * from main.dim_form
),

sectors as (
    select * from main.dim_sector
),

origins as (
    select * from main.dim_origin
),

ages as (
    select * from main.dim_age
),

sexes as (
    select * from main.dim_sex
),

reporters as (
    select * from main.dim_reporter
),

outcomes as (
    select * from main.dim_outcome
)

select
    cells.*,
    forms.label_nl as form_label_nl,
    forms.label_en as form_label_en,
    sectors.label_nl as sector_label_nl,
    sectors.label_en as sector_label_en,
    origins.label_nl as origin_label_nl,
    origins.label_en as origin_label_en,
    origins.iso_3166_alpha_3,
    ages.label_nl as age_label_nl,
    ages.label_en as age_label_en,
    sexes.label_nl as sex_label_nl,
    sexes.label_en as sex_label_en,
    reporters.label_nl as reporter_label_nl,
    reporters.label_en as reporter_label_en,
    outcomes.label_nl as outcome_label_nl,
    outcomes.label_en as outcome_label_en
from cells
inner join forms on cells.form_code = forms.form_code
inner join sectors on cells.sector_code = sectors.sector_code
inner join origins on cells.origin_code = origins.origin_code
inner join ages on cells.age_code = ages.age_code
inner join sexes on cells.sex_code = sexes.sex_code
inner join reporters on cells.reporter_code = reporters.reporter_code
inner join outcomes on cells.outcome_code = outcomes.outcome_code
