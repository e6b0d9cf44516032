-- en: What does a column mean?
-- nl: Wat betekent een kolom?
-- part: finding
select
    column_name,
    description_en
from meta.columns
where
    schema_name = 'mart'
    and table_name = 'victims_by_age'
    and column_name in ('count', 'count_max')
order by column_number
