-- en: Which part were minors, of the victims whose age is known?
-- nl: Welk deel was minderjarig, van de slachtoffers van bekende leeftijd?
-- part: shares
with cells as (
    select * from mart.victims_by_age
),

sums as (
    select
        year,
        sum(count_min) filter (where age_code = 'Y0T17') as minors_min,
        sum(count_max) filter (where age_code = 'Y0T17') as minors_max,
        sum(count_min) filter (where age_code not in ('Y0T17', '_U')) as adults_min,
        sum(count_max) filter (where age_code not in ('Y0T17', '_U')) as adults_max
    from cells
    group by year
)

select
    year,
    round(mart.share_min(minors_min, minors_max, adults_max), 4) as share_min,
    round(mart.share_max(minors_max, adults_min, adults_max), 4) as share_max
from sums
order by year
