-- en: Adding the count
-- nl: De cijfers optellen
-- part: wrong
with cells as (
    select * from mart.victims_by_age
),

naive_sums as (
    select
        year,
        sum(count)::integer as naive
    from cells
    group by year
),

sums as (
    select * from analysis.sums
    where
        table_code = 'victims_by_age'
        and age_code = '_T'
)

select
    sums.year,
    naive_sums.naive,
    sums.count_min,
    sums.count_max
from sums
inner join naive_sums on sums.year = naive_sums.year
where sums.year = 2018
