-- The facts of all processes together, one row per printed cell, as they are stored.
-- Unit: that of its table (victims, suspects or cases); never add cells of different tables.
-- Hidden: count is null and the bounds are those that the table gives to its token.

with victims as (
    select
        'victims' as process,
        *
    from main.fact_victims
),

suspects as (
    select
        'suspects' as process,
        *
    from main.fact_suspects
),

cases as (
    select
        'cases' as process,
        *
    from main.fact_cases
),

-- In two steps: a view that unites three at once loses rows in DuckDB 1.4 (tests/test_unions.py).
of_persons as (
    select * from victims
    union all
    select * from suspects
),

facts as (
    select * from of_persons
    union all
    select * from cases
)

select
    process,
    edition_code,
    table_code,
    row_position,
    column_position,
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
    placement_reason,
    is_newest
from facts
