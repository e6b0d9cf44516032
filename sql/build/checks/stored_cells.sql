-- The stored relation main.all_cells, when it does not hold exactly the cells of the facts.
-- As a view it holds nothing, and nothing is read.
with setting as (
    select setting <> 'none' as is_stored
    from main.build_setting
    where setting_name = 'stored_views'
),

facts as (
    select * from main.facts
    where (select is_stored from setting)
),

stored as (
    select
        * exclude (
            period_start,
            page,
            printed_as,
            unit,
            additive_over,
            is_exhaustive,
            preferred_min,
            preferred_max,
            is_questioned,
            is_in_mart
        )
    from main.all_cells
    where (select is_stored from setting)
),

counted as (
    select
        count(*) as cells,
        sum(hash(facts)) as digest
    from facts
    union all
    select
        count(*) as cells,
        sum(hash(stored)) as digest
    from stored
)

select
    min(cells) as fewest_cells,
    max(cells) as most_cells
from counted
having min(cells) <> max(cells) or min(digest) <> max(digest)
