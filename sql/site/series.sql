-- The indicators of all publications through the years, in the order in which a page lists them.
-- Hidden: value_min and value_max are the printed bounds.
with series as (
    select * from mart.series
),

codes as (
    select * from build.all_codes
),

populations as (
    select * from main.dim_population
)

select
    series.process,
    series.measure,
    series.unit,
    series.dimension,
    series.code,
    series.label_nl,
    series.label_en,
    series.population_code,
    populations.label_nl as population_nl,
    populations.label_en as population_en,
    series.form_counting_code,
    series.year,
    series.printed,
    series.value_min,
    series.value_max,
    series.edition_code,
    series.table_code,
    series.claim_code,
    series.is_break,
    series.break_reason_nl,
    series.break_reason_en
from series
inner join populations on series.population_code = populations.population_code
left join codes on series.dimension = codes.dimension and series.code = codes.code
order by
    list_position(['victims', 'suspects', 'defendants', 'cases'], series.process) nulls last,
    series.process,
    series.unit,
    series.measure <> 'count',
    series.measure,
    series.dimension <> '_T',
    series.dimension,
    codes.sort_order,
    series.year,
    populations.sort_order,
    series.form_counting_code
