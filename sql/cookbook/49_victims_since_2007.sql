-- en: How many victims were reported in each year since 2007?
-- nl: Hoeveel slachtoffers zijn er elk jaar sinds 2007 gemeld?
-- part: series
select
    year,
    value::integer as victims,
    value_min::integer as victims_min,
    value_max::integer as victims_max,
    edition_code,
    page
from mart.series
where
    process = 'victims'
    and measure = 'count'
    and unit = 'victims'
    and dimension = '_T'
    and population_code = 'REPORTED'
order by year
