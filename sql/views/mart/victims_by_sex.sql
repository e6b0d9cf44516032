-- Sex of victims, per year: one row per printed cell, from the newest edition that prints
--     it.
-- Unit: victims. Each victim counts once; victims of other or unknown sex are not printed.
-- Source: CoMensha.
-- Hidden: nothing in this table.
-- Sum: within one year and edition, over sex only.
with cells as (
    select * from main.newest_cells
    where table_code = 'victims_by_sex'
),

sexes as (
    select * from main.dim_sex
)

select
    cells.edition_code,
    cells.table_code,
    cells.page,
    cells.row_position,
    cells.column_position,
    cells.year,
    cells.sex_code,
    sexes.label_nl as sex_label_nl,
    sexes.label_en as sex_label_en,
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
inner join sexes on cells.sex_code = sexes.sex_code
