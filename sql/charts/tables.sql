-- What charts say of the tables of an edition: heading, unit, who is counted, counting rule, place,
-- and how each is laid out.
-- Parameter: the edition.
-- Hidden: no figures.
select
    tables.table_code,
    tables.heading_nl,
    tables.heading_en,
    tables.unit,
    tables.population_nl,
    tables.population_en,
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
where tables.edition_code = $1
order by tables.table_number
