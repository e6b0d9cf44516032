-- en: Where do the victims come from, year by year?
-- nl: Waar komen de slachtoffers vandaan, jaar na jaar?
-- part: series
select
    year,
    population_code,
    sum(value) filter (where code = 'NL')::integer as netherlands,
    sum(value) filter (where code = 'EUR')::integer as rest_of_europe,
    sum(value) filter (where code = 'AFR')::integer as africa,
    sum(value) filter (where code = 'ASI')::integer as asia,
    sum(value) filter (where code = 'LAC')::integer as latin_america,
    bool_or(is_break) as is_break
from mart.series
where
    process = 'victims'
    and measure = 'count'
    and dimension = 'origin'
    and code in ('NL', 'EUR', 'AFR', 'ASI', 'LAC')
group by year, population_code
order by year
