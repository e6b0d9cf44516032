-- en: Where may no line be drawn through the years?
-- nl: Waar mag geen lijn door de jaren worden getrokken?
-- part: series
select
    dimension,
    year,
    population_code,
    form_counting_code,
    count(*) as indicators
from mart.series
where
    process = 'victims'
    and measure = 'count'
    and dimension in ('age', 'form', 'sector', 'sex')
    and is_break
group by dimension, year, population_code, form_counting_code
order by dimension, year, population_code, form_counting_code
