-- What a chart says of its table: heading, unit, counting rule, place, and how it is laid out.
-- Parameters: the edition; the table, or null for all tables.
-- Hidden: no figures.
select
    tables.table_code,
    tables.heading_nl,
    tables.heading_en,
    tables.unit,
    tables.counting_rule_nl,
    tables.counting_rule_en,
    tables.measure,
    tables.page,
    tables.row_dimensions,
    tables.column_dimensions,
    tables.is_without_values,
    editions.citation
from main.dim_table as tables
inner join main.dim_edition as editions on tables.edition_code = editions.edition_code
where tables.edition_code = $1 and coalesce(tables.table_code = $2, true)
order by tables.table_number
