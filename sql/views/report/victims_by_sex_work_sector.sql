-- Report table: sectoren seksuele uitbuiting, per jaar
-- Page: 2 (edition 2022)
-- Unit: victims. Each victim counts once, in the sector that outranks the others (see
--     dim_sector).
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
            and table_code = 'victims_by_sex_work_sector'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
