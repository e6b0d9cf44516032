-- Report table: Melders per jaar
-- Page: 6 (edition 2022)
-- Unit: victims. A victim counts under every reporter that reported him or her, so that
--     reporters overlap.
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
            and table_code = 'victims_by_reporter'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
