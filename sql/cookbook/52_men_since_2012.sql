-- en: Which part of the women and men among the victims were men?
-- nl: Welk deel van de vrouwen en mannen onder de slachtoffers was man?
-- part: series
select
    year,
    population_code,
    sum(value) filter (where code = 'M')::integer as men,
    sum(value) filter (where code = 'F')::integer as women,
    round(sum(value) filter (where code = 'M') / sum(value), 3) as share_of_men,
    bool_or(is_break) as is_break
from mart.series
where
    process = 'victims'
    and measure = 'count'
    and dimension = 'sex'
    and code in ('F', 'M')
group by year, population_code
order by year
