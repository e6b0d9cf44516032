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

-- In two steps: of three facts at once DuckDB 1.4 loses the last when it has two threads.
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

select * from facts
