-- en: How did sexual exploitation across a border change since 2012?
-- nl: Hoe veranderde seksuele uitbuiting over de grens sinds 2012?
-- part: series
select
    year,
    population_code,
    form_counting_code,
    value::integer as victims,
    (value - lag(value) over counted)::integer as change,
    is_break
from mart.series
where
    process = 'victims'
    and measure = 'count'
    and dimension = 'form'
    and code = 'ISU'
window counted as (partition by population_code, form_counting_code order by year)
order by year, form_counting_code
