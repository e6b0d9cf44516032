-- Age group of victims, per year: one row per printed cell, from the newest edition that
--     prints it.
-- Unit: victims. Each victim counts once.
-- Source: CoMensha.
-- Hidden: <5 is 0 to 4.
-- Sum: within one year and edition, over age only.
with cells as (
    select * from main.newest_cells
    where table_code = 'victims_by_age'
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
    cells.age_code,
    ages.label_nl as age_label_nl,
    ages.label_en as age_label_en,
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
inner join ages on cells.age_code = ages.age_code
