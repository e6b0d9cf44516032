-- nl: Hoeveel cijfers zijn er per tabel verborgen?
-- en: How many figures are hidden in each table?
select
    table_code,
    count(*) as cells,
    count(*) filter (where is_suppressed) as hidden_cells
from main.newest_cells
group by table_code
order by hidden_cells desc, table_code asc
