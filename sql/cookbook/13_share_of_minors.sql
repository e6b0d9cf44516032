-- en: Which part of the victims were minors?
-- nl: Welk deel van de slachtoffers was minderjarig?
-- part: shares
select
    year,
    printed,
    share,
    round(share_min, 4) as share_min,
    round(share_max, 4) as share_max
from analysis.shares
where
    table_code = 'victims_by_age'
    and population_code = 'REPORTED'
    and member_code = 'Y0T17'
order by year
