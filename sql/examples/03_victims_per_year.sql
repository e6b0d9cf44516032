-- nl: Hoeveel slachtoffers per jaar, als er cijfers verborgen zijn?
-- en: How many victims per year, when some figures are hidden?
select
    year,
    case when bool_and(not is_suppressed) then sum(count)::bigint end as count,
    sum(count_min)::bigint as count_min,
    sum(count_max)::bigint as count_max
from mart.victims_by_age
group by year
order by year
