-- en: Which regions came first in 2022?
-- nl: Welke regio’s stonden in 2022 bovenaan?
-- part: ranks
select
    member_label_en,
    printed,
    rank,
    rank_min,
    rank_max
from analysis.ranks
where
    table_code = 'victims_by_origin'
    and year = 2022
order by rank_min, row_position
