-- Report table: Ingeschreven zaken bij het OM
-- Page: 7 (edition 2022)
-- Unit: cases. Each case counts once, in the year of its registration.
-- Source: OM (WODC).
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
            and table_code = 'cases_registered'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
