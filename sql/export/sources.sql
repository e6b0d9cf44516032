-- The tables that print figures, per edition, newest edition first: what is counted, by whom, what
-- is hidden, and how the edition is cited.
select
    tables.table_code,
    tables.edition_code,
    tables.heading_nl,
    tables.heading_en,
    tables.section_nl as section,
    tables.page,
    tables.process,
    tables.unit,
    tables.population_en as population,
    tables.registry_en as registry,
    tables.counting_rule_en as counting_rule,
    tables.measure,
    tables.suppression_label,
    tables.suppression_min,
    tables.suppression_max,
    tables.additive_over,
    tables.notes_en as notes,
    editions.title,
    editions.publisher,
    editions.published_year,
    editions.citation,
    editions.licence
from main.dim_table as tables
inner join main.dim_edition as editions on tables.edition_code = editions.edition_code
where not tables.is_without_values
order by tables.edition_code desc, tables.table_number asc
