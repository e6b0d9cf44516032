-- Report table: vorm van uitbuiting per jaar
-- Page: 2 (edition 2022)
-- Unit: victims. A victim counts under every form met, so that forms overlap and add up to
--     more than the victims.
-- Source: CoMensha.
-- Hidden: <5 is 1 to 4. A zero is printed as 0.
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
            and table_code = 'victims_by_form'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
