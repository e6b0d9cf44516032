-- The tables that print figures, per edition, newest edition first: what is counted, by whom, what
-- is hidden, and how the edition is cited.
select
    tables.table_code,
    tables.edition_code,
    tables.heading_nl,
    tables.heading_en,
    tables.section_nl,
    tables.section_en,
    tables.page,
    tables.process,
    tables.unit,
    tables.population_code,
    tables.population_nl,
    tables.population_en,
    tables.registry_nl,
    tables.registry_en,
    tables.counting_rule_nl,
    tables.counting_rule_en,
    tables.measure,
    tables.suppression_label,
    tables.suppression_min,
    tables.suppression_max,
    tables.additive_over,
    tables.notes_nl,
    tables.notes_en,
    editions.title,
    editions.publisher,
    editions.published_year,
    editions.citation,
    editions.licence
from main.dim_table as tables
inner join main.dim_edition as editions on tables.edition_code = editions.edition_code
where not tables.is_without_values
order by editions.publication_order desc, tables.table_number asc
