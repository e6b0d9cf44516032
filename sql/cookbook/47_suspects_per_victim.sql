-- en: How many suspects are there for every victim?
-- nl: Hoeveel verdachten zijn er op elk slachtoffer?
-- part: totals
with totals as (
    select * from analysis.totals
    where
        is_quoted
        and form_code = '_T'
),

victims as (
    select * from totals
    where population_code = 'REPORTED' and unit = 'victims'
),

suspects as (
    select * from totals
    where population_code = 'SUSPECTS_POLICE'
)

select
    victims.year,
    suspects.count as suspects,
    victims.count as victims,
    round(mart.ratio_min(suspects.count_min, victims.count_max), 3) as ratio_min,
    round(
        mart.ratio_max(suspects.count_max, victims.count_min, victims.count_max), 3
    ) as ratio_max
from victims
inner join suspects on victims.year = suspects.year
order by victims.year
