-- en: How many victims were known to be adult?
-- nl: Van hoeveel slachtoffers is bekend dat zij volwassen waren?
-- part: numbers
select
    year,
    age_label_en,
    count,
    count_min,
    count_max
from analysis.sums
where
    table_code = 'victims_by_age'
    and population_code = 'REPORTED'
    and age_code = 'Y_GE18'
order by year
