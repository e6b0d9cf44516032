-- en: What if the first year of an index is hidden?
-- nl: En als het eerste jaar van een index verborgen is?
-- part: changes
select
    table_code,
    form_label_en,
    age_label_en,
    base_printed,
    printed,
    index_min,
    index_max
from analysis.changes
where
    base_year = 2018
    and year = 2019
    and base_printed = '<5'
    and table_code in ('victims_by_form', 'criminal_exploitation_by_age', 'victims_by_age')
order by table_code desc, row_position asc
