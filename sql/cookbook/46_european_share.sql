-- en: Which part of the victims came from Europe, the Netherlands included?
-- nl: Welk deel van de slachtoffers kwam uit Europa, Nederland inbegrepen?
-- part: totals
with sums as (
    select
        year,
        sum(count_min) filter (where origin_code in ('EUR', 'NL')) as part_min,
        sum(count_max) filter (where origin_code in ('EUR', 'NL')) as part_max,
        sum(count_min) filter (where origin_code not in ('EUR', 'NL')) as rest_min,
        sum(count_max) filter (where origin_code not in ('EUR', 'NL')) as rest_max
    from mart.victims_by_origin
    group by year
)

select
    year,
    round(mart.share_min(part_min, part_max, rest_max), 4) as share_min,
    round(mart.share_max(part_max, rest_min, rest_max), 4) as share_max
from sums
order by year
