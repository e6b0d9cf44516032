-- en: How many victims did the police report, and how many the care coordinators?
-- nl: Hoeveel slachtoffers meldde de politie, en hoeveel de zorgcoördinatoren?
-- part: series
select
    year,
    population_code,
    sum(value) filter (where code = 'POLICE')::integer as police,
    sum(value) filter (where code = 'CARE')::integer as care_coordinators,
    bool_or(is_break) as is_break
from mart.series
where
    process = 'victims'
    and measure = 'count'
    and dimension = 'reporter'
    and code in ('POLICE', 'CARE')
group by year, population_code
order by year
