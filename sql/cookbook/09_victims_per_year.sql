-- en: How many victims were reported each year?
-- nl: Hoeveel slachtoffers zijn er elk jaar gemeld?
-- part: numbers
select
    year,
    count,
    count_min,
    count_max,
    hidden_cells
from analysis.sums
where
    table_code = 'victims_by_age'
    and population_code = 'REPORTED'
    and age_code = '_T'
order by year
