-- A table by origin: one row per printed cell, from the newest edition.
select
    edition_code,
    table_code,
    page,
    row_position,
    column_position,
    year,
    period_start,
    origin_code,
    origin_label_nl,
    origin_label_en,
    iso_3166_alpha_3,
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
