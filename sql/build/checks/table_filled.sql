-- A table that should have values and has none.
with filled as (
    select distinct
        edition_code,
        table_code
    from main.facts
)

select
    edition_code,
    table_code
from main.dim_table
anti join filled using (edition_code, table_code)
where not is_without_values
