-- en: Holding two ways of counting against each other
-- nl: Twee manieren van tellen tegen elkaar houden
-- part: wrong
with cells as (
    select * from main.newest_cells
    where
        form_code = 'CU'
        and year = 2022
        and table_code in ('victims_by_form', 'age_by_form')
),

ways as (
    select * from main.dim_form_counting
)

select
    cells.table_code,
    sum(cells.count)::integer as naive,
    ways.label_en,
    ways.definition_en
from cells
inner join ways on cells.form_counting_code = ways.form_counting_code
group by cells.table_code, ways.label_en, ways.definition_en
order by cells.table_code
