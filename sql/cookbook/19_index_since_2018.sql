-- en: How did criminal exploitation develop since 2018?
-- nl: Hoe ontwikkelde criminele uitbuiting zich sinds 2018?
-- part: changes
with criminal as (
    select * from mart.victims_by_form
    where form_code = 'CU'
),

changes as (
    select * from analysis.changes
    where
        table_code = 'victims_by_form'
        and base_year = 2018
)

select
    changes.year,
    changes.printed,
    round(changes.index, 1) as index
from changes
inner join criminal
    on
        changes.row_position = criminal.row_position
        and changes.column_position = criminal.column_position
order by changes.year
