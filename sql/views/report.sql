-- A table of an edition as printed: its rows, its columns, and every cell as text.
-- To run this in a shell, choose both: set variable edition = '2022'; and table_code likewise.
with wide as (
    pivot (
        select
            row_position,
            label,
            column_label,
            printed
        from build.printed_cells
        where
            edition_code = getvariable('edition')
            and table_code = getvariable('table_code')
    )
    on column_label
    using first(printed)
    group by row_position, label
)

select * exclude (row_position)
from wide
order by row_position
