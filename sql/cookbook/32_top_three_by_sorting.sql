-- en: A top three by sorting
-- nl: Een top drie door te sorteren
-- part: wrong
with naive_ranks as (
    select
        row_position,
        row_number() over (order by count desc nulls last, row_position asc) as naive
    from mart.origin_by_form
    where form_code = '_U'
),

ranks as (
    select * from analysis.ranks
    where
        table_code = 'origin_by_form'
        and added_over = 'origin'
        and form_code = '_U'
)

select
    naive_ranks.naive,
    ranks.member_label_en,
    ranks.printed,
    ranks.rank_min,
    ranks.rank_max
from ranks
inner join naive_ranks on ranks.row_position = naive_ranks.row_position
where ranks.rank_min <= 3
order by naive_ranks.naive
