-- en: A share of what is shown
-- nl: Een aandeel in wat getoond is
-- part: wrong
with naive_shares as (
    select
        row_position,
        round(count / sum(count) over (), 3) as naive
    from mart.origin_by_form
    where form_code = 'CU'
),

shares as (
    select * from analysis.shares
    where
        table_code = 'origin_by_form'
        and added_over = 'origin'
        and form_code = 'CU'
)

select
    shares.member_label_en,
    naive_shares.naive,
    round(shares.share_min, 3) as share_min,
    round(shares.share_max, 3) as share_max
from shares
inner join naive_shares on shares.row_position = naive_shares.row_position
where shares.member_code in ('NL', 'AFR')
order by shares.row_position desc
