-- en: How many victims of sexual exploitation by age, domestic and international together?
-- nl: Hoeveel slachtoffers van seksuele uitbuiting per leeftijd, beide vormen samen?
-- part: numbers
select
    age_label_en,
    count,
    count_min,
    count_max
from analysis.sums
where
    table_code = 'age_by_form'
    and form_code = 'SU'
order by age_code
