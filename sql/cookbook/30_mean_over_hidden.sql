-- en: A mean over hidden years
-- nl: Een gemiddelde over verborgen jaren
-- part: wrong
select
    avg(count) as naive,
    avg(count_min) as mean_min,
    avg(count_max) as mean_max
from mart.victims_by_form
where form_code = 'OR'
