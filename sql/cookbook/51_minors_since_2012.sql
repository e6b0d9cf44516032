-- en: How did the number of minors change since 2012?
-- nl: Hoe veranderde het aantal minderjarigen sinds 2012?
-- part: series
select
    year,
    population_code,
    value::integer as minors,
    (value - lag(value) over population)::integer as change,
    is_break
from mart.series
where
    process = 'victims'
    and measure = 'count'
    and dimension = 'age'
    and code = 'Y0T17'
window population as (partition by population_code order by year)
order by year
