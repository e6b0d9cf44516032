-- en: How many were there in all?
-- nl: Hoeveel waren het er in totaal?
-- part: totals
select
    process,
    population_code,
    outcome_label_en,
    year,
    count,
    count_min,
    count_max,
    is_printed
from analysis.totals
where
    is_quoted
    and form_code = '_T'
    and year >= 2021
order by process desc, outcome_code asc, year asc
