-- Report table: TOP 10 NATIONALITEITEN X SECTOR 2022
-- Page: 4 (edition 2022)
-- Unit: victims. Each victim counts once, under one form only. The rows contradict
--     themselves in places; see notes.
-- Source: CoMensha.
-- Hidden: <5 is 0 to 4.
with wide as (
    pivot (
        select
            row_position,
            label,
            column_label,
            printed
        from main.printed_cells
        where
            edition_code = getvariable('edition')
            and table_code = 'top_nationalities_by_form'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
