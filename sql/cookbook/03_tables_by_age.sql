-- en: Which tables break down by age?
-- nl: Welke tabellen splitsen uit naar leeftijd?
-- part: finding
select
    tables.table_name,
    tables.heading_en,
    tables.page
from meta.columns as columns
inner join meta.tables as tables
    on
        columns.schema_name = tables.schema_name
        and columns.table_name = tables.table_name
where
    columns.schema_name = 'mart'
    and columns.column_name = 'age_code'
order by tables.page, tables.table_name
