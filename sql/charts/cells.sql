-- The printed cells of one edition, with labels and order of what they are about.
-- Parameters: the edition; the table, or null for all tables.
-- Hidden: count is empty; count_min and count_max are what the print allows.
select
    cells.table_code,
    cells.row_position,
    cells.column_position,
    cells.year,
    cells.year::varchar as year_code,
    cells.year::varchar as year_label_nl,
    cells.year::varchar as year_label_en,
    cells.year as year_order,
    cells.form_code,
    forms.label_nl as form_label_nl,
    forms.label_en as form_label_en,
    forms.sort_order as form_order,
    cells.sector_code,
    sectors.label_nl as sector_label_nl,
    sectors.label_en as sector_label_en,
    sectors.sort_order as sector_order,
    cells.origin_code,
    origins.label_nl as origin_label_nl,
    origins.label_en as origin_label_en,
    origins.sort_order as origin_order,
    cells.age_code,
    ages.label_nl as age_label_nl,
    ages.label_en as age_label_en,
    ages.sort_order as age_order,
    cells.sex_code,
    sexes.label_nl as sex_label_nl,
    sexes.label_en as sex_label_en,
    sexes.sort_order as sex_order,
    cells.reporter_code,
    reporters.label_nl as reporter_label_nl,
    reporters.label_en as reporter_label_en,
    reporters.sort_order as reporter_order,
    cells.outcome_code,
    outcomes.label_nl as outcome_label_nl,
    outcomes.label_en as outcome_label_en,
    outcomes.sort_order as outcome_order,
    cells.printed,
    cells.count,
    cells.count_min,
    cells.count_max,
    cells.share::double as share,
    cells.observation_status_code,
    cells.placement_code,
    cells.is_questioned
from main.all_cells as cells
inner join main.dim_form as forms on cells.form_code = forms.form_code
inner join main.dim_sector as sectors on cells.sector_code = sectors.sector_code
inner join main.dim_origin as origins on cells.origin_code = origins.origin_code
inner join main.dim_age as ages on cells.age_code = ages.age_code
inner join main.dim_sex as sexes on cells.sex_code = sexes.sex_code
inner join main.dim_reporter as reporters on cells.reporter_code = reporters.reporter_code
inner join main.dim_outcome as outcomes on cells.outcome_code = outcomes.outcome_code
where cells.edition_code = $1 and coalesce(cells.table_code = $2, true)
order by cells.table_code, cells.row_position, cells.column_position
