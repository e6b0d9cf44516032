-- Sectors of sexual exploitation by origin (nationality) – 2022: one row per printed cell,
--     from the newest edition that prints it.
-- Unit: victims. Each victim counts once, in the sector that outranks the others (see
--     dim_sector).
-- Source: CoMensha.
-- Hidden: <5 is 0 to 4.
-- Sum: within one year and edition, over sector and origin only.
with cells as (
    select * from main.newest_cells
    where table_code = 'sex_work_sector_by_origin'
),

forms as (
    select * from main.dim_form
),

sectors as (
    select * from main.dim_sector
),

origins as (
    select * from main.dim_origin
)

select
    cells.edition_code,
    cells.table_code,
    cells.page,
    cells.row_position,
    cells.column_position,
    cells.year,
    cells.form_counting_code,
    cells.form_code,
    forms.label_nl as form_label_nl,
    forms.label_en as form_label_en,
    cells.sector_code,
    sectors.label_nl as sector_label_nl,
    sectors.label_en as sector_label_en,
    cells.origin_code,
    origins.label_nl as origin_label_nl,
    origins.label_en as origin_label_en,
    origins.iso_3166_alpha_3,
    cells.printed,
    cells.count,
    cells.count_min,
    cells.count_max,
    cells.is_suppressed,
    cells.observation_status_code,
    cells.confidentiality_status_code,
    cells.placement_code,
    cells.placement_reason,
    cells.is_questioned,
    cells.additive_over
from cells
inner join forms on cells.form_code = forms.form_code
inner join sectors on cells.sector_code = sectors.sector_code
inner join origins on cells.origin_code = origins.origin_code
