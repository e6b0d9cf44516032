-- en: The cells as a reader of an edition knew them: choose one as_of_edition_code in every query.
-- en: For each cell, the newest edition up to that one that prints it; edition_code says which.
-- en: Unit: that of its table; never add cells of different tables.
-- en: Hidden: as in the edition that is shown; an older edition never fills a hidden cell in.
-- nl: De cellen zoals een lezer van een editie ze kende: kies één as_of_edition_code in elke query.
-- nl: Van elke cel de nieuwste editie tot en met die, die haar drukt; edition_code zegt welke.
-- nl: Eenheid: die van de tabel; tel cellen van verschillende tabellen nooit op.
-- nl: Verborgen: zoals in de getoonde editie; een oudere editie vult een verborgen cel nooit in.
with cells as (
    select * from main.all_cells
),

editions as (
    select * from main.dim_edition
)

select
    editions.edition_code as as_of_edition_code,
    cells.* exclude (is_newest)
from cells
inner join editions as printed_in on cells.edition_code = printed_in.edition_code
inner join editions on printed_in.publication_order <= editions.publication_order
qualify
    row_number() over (
        partition by
            editions.edition_code,
            cells.series_key,
            cells.year
        order by cells.observation_status_code = 'L', printed_in.publication_order desc
    ) = 1
