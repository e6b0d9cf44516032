-- Every printed cell of every edition with the labels of all its members: what the views of the
-- mart take their columns from.
-- Unit: that of its table; never add cells of different tables.
-- Hidden: count is null and the bounds are those that the table gives to its token.
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
from main.all_cells as cells
inner join main.dim_form as forms on cells.form_code = forms.form_code
inner join main.dim_sector as sectors on cells.sector_code = sectors.sector_code
inner join main.dim_origin as origins on cells.origin_code = origins.origin_code
inner join main.dim_age as ages on cells.age_code = ages.age_code
inner join main.dim_sex as sexes on cells.sex_code = sexes.sex_code
inner join main.dim_reporter as reporters on cells.reporter_code = reporters.reporter_code
inner join main.dim_outcome as outcomes on cells.outcome_code = outcomes.outcome_code
