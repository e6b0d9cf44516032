-- Forms of exploitation of minors: one row per printed cell, from the newest edition that
--     prints it.
-- Unit: victims. Each victim counts once, under one form only.
-- Source: CoMensha.
-- Hidden: nothing in this table.
-- Sum: within one year and edition, over form only.
with cells as (
    select * from main.newest_cells
    where table_code = 'minors_by_form'
),

forms as (
    select * from main.dim_form
),

ages as (
    select * from main.dim_age
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
    cells.age_code,
    ages.label_nl as age_label_nl,
    ages.label_en as age_label_en,
    cells.printed,
    cells.share,
    cells.is_suppressed,
    cells.observation_status_code,
    cells.confidentiality_status_code,
    cells.placement_code,
    cells.placement_reason,
    cells.is_questioned,
    cells.additive_over
from cells
inner join forms on cells.form_code = forms.form_code
inner join ages on cells.age_code = ages.age_code
