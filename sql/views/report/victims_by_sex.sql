-- Report table: Geslacht van slachtoffers, per jaar algemeen
-- Page: 5 (edition 2022)
-- Unit: victims. Each victim counts once; victims of other or unknown sex are not printed.
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
            and table_code = 'victims_by_sex'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
