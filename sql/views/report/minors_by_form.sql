-- Report table: Sectoren minderjarigen
-- Page: 5 (edition 2022)
-- Unit: victims. Each victim counts once, under one form only.
-- Source: CoMensha.
-- Hidden: nothing in this table.
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
            and table_code = 'minors_by_form'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
