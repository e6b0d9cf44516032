-- Report table: Verdachten in beeld bij de politie
-- Page: 6 (edition 2022)
-- Unit: suspects. Each suspect counts once per year.
-- Source: Police (EMM).
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
            and table_code = 'suspects_by_sex_and_age'
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
