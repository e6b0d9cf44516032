-- nl: Waar komen slachtoffers vandaan, en hoe zeker is de plaats van elk cijfer in druk?
-- en: Where do victims come from, and how certain is the place of each figure in print?
select
    origin_label_nl,
    origin_label_en,
    year,
    printed,
    count,
    count_min,
    count_max,
    placement_code,
    is_questioned
from mart.victims_by_origin
where year = 2022
order by count_max desc, row_position asc
