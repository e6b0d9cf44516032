-- A fact that stands in the fact table of another business process than its table's.
with facts as (
    select distinct
        process,
        edition_code,
        table_code
    from main.facts
)

select
    facts.edition_code,
    facts.table_code,
    facts.process
from facts
left join main.dim_table as tables
    on
        facts.edition_code = tables.edition_code
        and facts.table_code = tables.table_code
        and facts.process = tables.process
where tables.table_code is null or tables.is_without_values
