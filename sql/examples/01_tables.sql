-- nl: Welke tabellen staan er in het rapport?
-- en: Which tables are in the report?
select
    table_code,
    page,
    heading_nl,
    heading_en,
    unit
from main.dim_table
where not is_without_values
order by edition_code desc, table_number asc
