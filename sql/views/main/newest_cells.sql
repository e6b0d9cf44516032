-- en: Of each cell, the newest edition that prints it; edition_code says which.
-- en: Unit: that of its table; never add cells of different tables.
-- en: Hidden: as in the edition that is shown; an older edition never fills a hidden cell in.
-- nl: Van elke cel de nieuwste editie die haar drukt; edition_code zegt welke.
-- nl: Eenheid: die van de tabel; tel cellen van verschillende tabellen nooit op.
-- nl: Verborgen: zoals in de getoonde editie; een oudere editie vult een verborgen cel nooit in.
with cells as (
    select * from main.all_cells
)

select
    edition_code,
    table_code,
    page,
    row_position,
    column_position,
    process,
    unit,
    year,
    form_code,
    form_counting_code,
    sector_code,
    origin_code,
    age_code,
    sex_code,
    reporter_code,
    outcome_code,
    measure,
    printed,
    count,
    count_min,
    count_max,
    share,
    is_suppressed,
    observation_status_code,
    confidentiality_status_code,
    placement_code,
    placement_reason_nl,
    placement_reason_en,
    is_questioned,
    additive_over,
    series_key
from cells
where is_newest
