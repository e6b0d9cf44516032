-- Of each cell, the newest edition that prints it; edition_code says which.
-- Unit: that of its table; never add cells of different tables.
-- Hidden: as in the edition that is shown; an older edition never fills a hidden cell in.
with cells as (
    select * from main.all_cells
)

select * exclude (is_newest)
from cells
where is_newest
