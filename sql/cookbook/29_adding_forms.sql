-- en: Adding forms that overlap
-- nl: Vormen optellen die overlappen
-- part: wrong
with naive_sums as (
    select sum(count)::integer as naive
    from mart.victims_by_form
    where year = 2022
),

refused as (
    select refusal
    from analysis.sums
    where
        table_code = 'victims_by_form'
        and form_code = '_T'
        and year = 2022
),

victims as (
    select count
    from analysis.sums
    where
        table_code = 'victims_by_age'
        and age_code = '_T'
        and year = 2022
)

select
    naive_sums.naive,
    victims.count,
    refused.refusal
from naive_sums
cross join victims
cross join refused
