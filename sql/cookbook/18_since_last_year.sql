-- en: What changed since the year before?
-- nl: Wat veranderde er sinds het jaar ervoor?
-- part: changes
select
    form_label_en,
    base_printed,
    printed,
    difference,
    round(relative, 3) as relative
from analysis.changes
where
    table_code = 'victims_by_form'
    and year = 2022
    and base_year = year - 1
order by row_position
