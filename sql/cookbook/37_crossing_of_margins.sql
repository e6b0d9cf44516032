-- en: What do two margins say of their crossing?
-- nl: Wat zeggen twee randtotalen over hun kruising?
-- part: example
with minors as (
    select * from mart.age_by_form
    where
        form_code = 'CU'
        and age_code = 'Y0T17'
),

dutch as (
    select * from mart.origin_by_form
    where
        form_code = 'CU'
        and origin_code = 'NL'
),

everyone as (
    select * from analysis.sums
    where
        table_code = 'age_by_form'
        and form_code = 'CU'
        and age_code = '_T'
)

select
    greatest(0, minors.count_min + dutch.count_min - everyone.count_max) as count_min,
    least(minors.count_max, dutch.count_max) as count_max
from minors
inner join dutch on minors.year = dutch.year
inner join everyone on minors.year = everyone.year
