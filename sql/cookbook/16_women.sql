-- en: Which part of the victims were women?
-- nl: Welk deel van de slachtoffers was vrouw?
-- part: shares
select
    year,
    printed,
    round(share, 3) as share,
    is_exhaustive
from analysis.shares
where
    table_code = 'victims_by_sex'
    and population_code = 'REPORTED'
    and member_code = 'F'
order by year
