-- Cells of two editions that mean the same, at least one of them hidden, and can be equal: what a
-- reader of both takes for the same figure, as long as it was not revised.
-- Parameter: the editions.
with cells as (
    select
        cells.*,
        editions.publication_order
    from main.all_cells as cells
    inner join main.dim_edition as editions on cells.edition_code = editions.edition_code
    where cells.measure = 'count' and list_contains($1, cells.edition_code)
)

select
    later.edition_code,
    later.table_code,
    later.row_position,
    later.column_position,
    earlier.edition_code as earlier_edition_code,
    earlier.row_position as earlier_row_position,
    earlier.column_position as earlier_column_position
from cells as later
inner join cells as earlier
    on
        later.series_key = earlier.series_key
        and later.publication_order > earlier.publication_order
        and later.year = earlier.year
where
    (later.count is null or earlier.count is null)
    and later.count_max >= earlier.count_min
    and earlier.count_max >= later.count_min
order by all
