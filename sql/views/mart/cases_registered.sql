-- Cases registered at the public prosecution service: one row per printed cell, from the
--     newest edition that prints it.
-- Unit: cases. Each case counts once, in the year of its registration.
-- Source: OM (WODC).
-- Hidden: nothing in this table.
-- Sum: never; stages and years are not parts of a whole.
with cells as (
    select * from main.newest_cells
    where table_code = 'cases_registered'
),

outcomes as (
    select * from main.dim_outcome
)

select
    cells.edition_code,
    cells.table_code,
    cells.page,
    cells.row_position,
    cells.column_position,
    cells.year,
    cells.outcome_code,
    outcomes.label_nl as outcome_label_nl,
    outcomes.label_en as outcome_label_en,
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
inner join outcomes on cells.outcome_code = outcomes.outcome_code
