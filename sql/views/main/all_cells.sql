-- Every printed cell of every edition: the facts together, with the table that each cell is in.
-- Unit: that of its table (victims, suspects or cases); never add cells of different tables.
-- Hidden: count is null and the bounds are those that the table gives to its token.
with facts as (
    select * from main.fact_victims
    union all
    select * from main.fact_suspects
    union all
    select * from main.fact_cases
),

tables as (
    select * from main.dim_table
)

select
    facts.edition_code,
    facts.table_code,
    tables.page,
    facts.row_position,
    facts.column_position,
    tables.process,
    tables.unit,
    facts.year,
    facts.form_code,
    facts.form_counting_code,
    facts.sector_code,
    facts.origin_code,
    facts.age_code,
    facts.sex_code,
    facts.reporter_code,
    facts.outcome_code,
    facts.measure,
    facts.printed,
    facts.count,
    facts.count_min,
    facts.count_max,
    facts.share,
    facts.is_suppressed,
    facts.observation_status_code,
    facts.confidentiality_status_code,
    facts.placement_code,
    facts.placement_reason,
    tables.additive_over
from facts
inner join tables
    on
        facts.edition_code = tables.edition_code
        and facts.table_code = tables.table_code
