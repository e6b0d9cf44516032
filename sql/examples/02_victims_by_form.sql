-- nl: Hoeveel slachtoffers per vorm van uitbuiting in 2022?
-- en: How many victims of each form of exploitation in 2022?
select
    form_label_nl,
    form_label_en,
    printed,
    count,
    count_min,
    count_max
from mart.victims_by_form
where year = 2022
order by row_position
