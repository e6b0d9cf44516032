-- nl: Wat betekent een kolom?
-- en: What does a column mean?
select
    table_name,
    column_name,
    data_type,
    comment
from duckdb_columns()
where schema_name = 'mart' and table_name = 'victims_by_form'
order by column_index
