-- One printed table for the terminal: a row per printed cell, with the signs of doubt behind it.
-- Parameters: the edition, the table.
-- Hidden: the cell as printed. * a place that is uncertain, † what may be misprinted; a questioned
-- label has the sign, not its figures.
with cells as (
    select * from main.all_cells
    where edition_code = $1 and table_code = $2
),

printed as (
    select * from main.printed_cells
    where edition_code = $1 and table_code = $2
),

corrections as (
    select * from main.correction
    where edition_code = $1 and table_code = $2
),

labels as (
    select
        bool_or(column_code is null) as is_questioned,
        row_code
    from corrections
    where row_code is not null
    group by row_code
)

select
    printed.row_position,
    printed.column_position,
    printed.label || case when labels.is_questioned then ' †' else '' end as label,
    printed.column_label,
    printed.printed
    || case when cells.placement_code = 'uncertain' then '*' else '' end
    || case when cells.is_questioned then '†' else '' end as shown,
    cells.placement_code = 'uncertain' as is_uncertain,
    cells.is_questioned or coalesce(labels.is_questioned, false) as is_questioned
from printed
inner join cells
    on
        printed.row_position = cells.row_position
        and printed.column_position = cells.column_position
left join labels on printed.row_code = labels.row_code
where printed.column_position > 0
order by printed.row_position, printed.column_position
