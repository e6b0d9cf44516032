-- en: How many minors is the printed 26%?
-- nl: Hoeveel minderjarigen zijn de gedrukte 26%?
-- part: example
with minors as (
    select
        year,
        count
    from mart.victims_by_age
    where age_code = 'Y0T17'
),

shares as (
    select * from mart.minors_by_form
    where form_code = 'CU'
)

select
    minors.count as minors,
    round(minors.count * (shares.share - 0.005), 2) as criminal_min,
    round(minors.count * (shares.share + 0.005), 2) as criminal_max
from shares
inner join minors on shares.year = minors.year
