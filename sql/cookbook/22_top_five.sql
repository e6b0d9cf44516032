-- en: Which nationalities are in the top five of criminal exploitation?
-- nl: Welke nationaliteiten horen bij de vijf grootste in criminele uitbuiting?
-- part: ranks
select
    member_label_en,
    printed,
    rank_min,
    rank_max,
    rank_max <= 5 as is_surely
from analysis.ranks
where
    table_code = 'top_nationalities_by_form'
    and added_over = 'origin'
    and form_code = 'CU'
    and rank_min <= 5
order by rank_min, row_position
