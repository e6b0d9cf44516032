-- The stored relation main.all_cells, when it does not hold exactly the cells of the facts.
with facts as (
    select
        edition_code,
        table_code,
        row_position,
        column_position,
        printed,
        count_min,
        count_max
    from main.fact_victims
    union all
    select
        edition_code,
        table_code,
        row_position,
        column_position,
        printed,
        count_min,
        count_max
    from main.fact_suspects
    union all
    select
        edition_code,
        table_code,
        row_position,
        column_position,
        printed,
        count_min,
        count_max
    from main.fact_cases
),

counted as (
    select
        'facts' as relation,
        count(*) as cells,
        bit_xor(hash(facts)) as digest
    from facts
    union all
    select
        'main.all_cells' as relation,
        count(*) as cells,
        bit_xor(hash(stored)) as digest
    from (
        select
            edition_code,
            table_code,
            row_position,
            column_position,
            printed,
            count_min,
            count_max
        from main.all_cells
    ) as stored
)

select
    min(cells) as fewest_cells,
    max(cells) as most_cells
from counted
having min(cells) <> max(cells) or min(digest) <> max(digest)
