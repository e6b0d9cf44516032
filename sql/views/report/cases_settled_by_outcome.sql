-- Report table: AFHANDELING
-- Page: 7 (edition 2022)
-- Unit: cases. Each case counts once, in the year of its settlement.
-- Source: OM (WODC).
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
            and table_code = 'cases_settled_by_outcome'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
