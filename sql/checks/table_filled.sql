-- A table that should have values and has none.
with facts as (
    select
        edition_code,
        table_code
    from main.fact_victims
    union
    select
        edition_code,
        table_code
    from main.fact_suspects
    union
    select
        edition_code,
        table_code
    from main.fact_cases
)

select
    edition_code,
    table_code
from main.dim_table
where not is_without_values
except
select
    edition_code,
    table_code
from facts
