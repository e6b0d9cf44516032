-- en: How many victims of each form of exploitation in 2022?
-- nl: Hoeveel slachtoffers per vorm van uitbuiting in 2022?
-- part: numbers
select
    form_label_en,
    printed,
    count,
    count_min,
    count_max
from mart.victims_by_form
where year = 2022
order by row_position
