-- en: For each cell, the newest edition that prints it; edition_code says which.
-- en: Unit: that of its table; never add cells of different tables.
-- en: Hidden: as in the edition that is shown; an older edition never fills a hidden cell in.
-- nl: Van elke cel de nieuwste editie die haar drukt; edition_code zegt welke.
-- nl: Eenheid: die van de tabel; tel cellen van verschillende tabellen nooit op.
-- nl: Verborgen: zoals in de getoonde editie; een oudere editie vult een verborgen cel nooit in.
with cells as (
    select * from main.all_cells
)

select * exclude (is_newest)
from cells
where is_newest
