-- The tables and charts of one edition, in printed order, with the columns of their views.
-- Parameter: the edition.
-- Hidden: suppression_min and suppression_max are what suppression_label can stand for.
with headings as (
    select
        edition_code,
        table_code,
        list(printed_label order by column_position) as columns
    from main.report_column
    where printed_label is not null
    group by edition_code, table_code
)

select
    tables.table_code,
    tables.table_number,
    tables.heading_nl,
    tables.heading_en,
    tables.section_nl,
    tables.section_en,
    tables.page,
    tables.measure,
    tables.unit,
    tables.population_nl,
    tables.population_en,
    tables.registry_nl,
    tables.registry_en,
    tables.counting_rule_nl,
    tables.counting_rule_en,
    tables.suppression_label,
    tables.suppression_min,
    tables.suppression_max,
    tables.row_dimensions,
    tables.column_dimensions,
    tables.additive_over,
    tables.is_without_values,
    tables.notes_nl,
    tables.notes_en,
    headings.columns
from main.dim_table as tables
left join headings
    on
        tables.edition_code = headings.edition_code
        and tables.table_code = headings.table_code
where tables.edition_code = $1
order by tables.table_number
