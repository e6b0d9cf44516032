-- The stored relation main.all_cells, when it does not hold exactly the cells of the facts.
with facts as (
    select * exclude (process) from main.facts
),

stored as (
    select * exclude (page, process, unit, is_questioned, additive_over)
    from main.all_cells
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
