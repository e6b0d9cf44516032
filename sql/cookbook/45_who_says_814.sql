-- en: What else says how many victims there were?
-- nl: Wat zegt nog meer hoeveel slachtoffers er waren?
-- part: totals
select
    coalesce(table_code, claim_code) as said_by,
    is_printed,
    count,
    count_min,
    count_max,
    is_consistent,
    is_quoted
from analysis.totals
where
    process = 'victims'
    and form_code = '_T'
    and year = 2022
order by is_quoted desc, is_printed desc, said_by asc
