-- en: How many victims of sexual exploitation by age, domestic and international together?
-- nl: Hoeveel slachtoffers van seksuele uitbuiting per leeftijd, beide vormen samen?
-- part: numbers
select
    within_code,
    count,
    count_min,
    count_max
from analysis.sums
where
    table_code = 'age_by_form'
    and added_over = 'form'
    and sum_code = 'SU'
order by within_code
