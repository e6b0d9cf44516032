-- en: The facts of all processes together, one row per printed cell, as they are stored.
-- en: Unit: that of its table (victims, suspects or cases); never add cells of different tables.
-- en: Hidden: count is null and the bounds are those that the table gives to its token.
-- nl: De feiten van alle processen samen, één rij per gedrukte cel, zoals ze zijn opgeslagen.
-- nl: Eenheid: die van de tabel (slachtoffers, verdachten of zaken); tel cellen van verschillende
--     tabellen nooit op.
-- nl: Verborgen: count is leeg, en de grenzen zijn die welke de tabel aan haar teken geeft.

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

select * from facts
