-- Report table: UITSPRAAK, 2022
-- Page: 8 (edition 2022)
-- Unit: cases. Each case counts once, under one form only.
-- Source: OM (WODC).
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
            and table_code = 'verdicts_by_form'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
