-- en: How many figures are hidden in each table?
-- nl: Hoeveel cijfers zijn er per tabel verborgen?
-- part: trust
select
    table_code,
    count(*) as cells,
    count(*) filter (where is_suppressed) as hidden_cells
from main.newest_cells
group by table_code
having hidden_cells > 0
order by hidden_cells desc, table_code asc
