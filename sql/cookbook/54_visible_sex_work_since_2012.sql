-- en: Which part of the victims of sexual exploitation worked where they could be seen?
-- nl: Welk deel van de slachtoffers van seksuele uitbuiting werkte waar men hen kon zien?
-- part: series
with sectors as (
    select
        year,
        population_code,
        sum(value_min) filter (where code = 'SU_VISIBLE') as part_min,
        sum(value_max) filter (where code = 'SU_VISIBLE') as part_max,
        sum(value_min) filter (where code = 'SU_LESS_VISIBLE') as rest_min,
        sum(value_max) filter (where code = 'SU_LESS_VISIBLE') as rest_max,
        bool_or(is_break) as is_break
    from mart.series
    where
        process = 'victims'
        and measure = 'count'
        and dimension = 'sector'
        and code in ('SU_VISIBLE', 'SU_LESS_VISIBLE')
    group by year, population_code
)

select
    year,
    population_code,
    round(mart.share_min(part_min, part_max, rest_max), 3) as share_min,
    round(mart.share_max(part_max, rest_min, rest_max), 3) as share_max,
    is_break
from sectors
order by year
