-- A table by outcome: one row per printed cell, from the newest edition.
select
    edition_code,
    table_code,
    page,
    row_position,
    column_position,
    year,
    period_start,
    outcome_code,
    outcome_label_nl,
    outcome_label_en,
    unit,
    printed,
    count,
    count_min,
    count_max,
    is_suppressed,
    observation_status_code,
    confidentiality_status_code,
    placement_code,
    placement_reason_nl,
    placement_reason_en,
    is_questioned,
    additive_over,
    is_exhaustive
from main.labelled_cells
where table_code = getvariable('table_code') and is_in_mart
