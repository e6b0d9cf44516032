-- Reporters by form in 2022: one row per printed cell, from the newest edition that prints
--     it.
-- Unit: victims. A victim counts under every reporter that reported him or her, so that
--     reporters overlap. Under one reporter each victim stands under one form only.
-- Source: CoMensha.
-- Hidden: <5 is 0 to 4.
-- Sum: within one year and edition, over form only.
with cells as (
    select * from main.newest_cells
    where table_code = 'reporter_by_form'
),

forms as (
    select * from main.dim_form
),

reporters as (
    select * from main.dim_reporter
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
    cells.reporter_code,
    reporters.label_nl as reporter_label_nl,
    reporters.label_en as reporter_label_en,
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
inner join reporters on cells.reporter_code = reporters.reporter_code
