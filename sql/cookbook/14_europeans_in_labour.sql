-- en: What part of the European victims was exploited in labour?
-- nl: Welk deel van de Europese slachtoffers is in arbeid uitgebuit?
-- part: shares
select
    member_label_en,
    printed,
    round(share_min, 3) as share_min,
    round(share_max, 3) as share_max
from analysis.shares
where
    table_code = 'origin_by_form'
    and added_over = 'form'
    and origin_code = 'EUR'
order by row_position, column_position
