-- Verdict, 2018-2022: one row per printed cell, from the newest edition that prints it.
-- Unit: cases. Each case counts once, in the year of the verdict.
-- Source: OM (WODC).
-- Hidden: <5 is 1 to 4. A zero is printed as 0.
-- Sum: within one year and edition, over outcome only.
with cells as (
    select * from main.newest_cells
    where table_code = 'verdicts_by_outcome'
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
