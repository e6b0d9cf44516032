-- nl: Welk deel van de slachtoffers is minderjarig?
-- en: What share of the victims are minors?
with cells as (
    select * from mart.victims_by_age
),

sums as (
    select
        year,
        sum(count_min) filter (where age_code = 'Y0T17') as minors_min,
        sum(count_max) filter (where age_code = 'Y0T17') as minors_max,
        sum(count_min) filter (where age_code != 'Y0T17') as others_min,
        sum(count_max) filter (where age_code != 'Y0T17') as others_max
    from cells
    group by year
)

select
    year,
    round(minors_min / (minors_min + others_max), 4) as share_min,
    round(minors_max / (minors_max + others_min), 4) as share_max
from sums
order by year
