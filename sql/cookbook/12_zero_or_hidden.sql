-- en: Which figures are zero, and which are only not shown?
-- nl: Welke cijfers zijn nul, en welke alleen niet getoond?
-- part: numbers
select
    year,
    printed,
    count_min,
    count_max,
    observation_status_code
from mart.victims_by_form
where form_code = 'OR'
order by year
