-- Fill years, editions, the catalogue of tables and their headings, parents before children.
-- Code lists are there already; the seeds have no faults.
insert into dim_year by name
with years as (
    select unnest([left(code, 4), right(code, 4)])::smallint as year
    from staging.heading_code
    where dimension = 'year'

    union

    select unnest([first_year, year, base_year])::smallint as year
    from staging.claim
)

select
    year,
    year::varchar as label_nl,
    year::varchar as label_en,
    make_date(year, 1, 1) as starts_on,
    make_date(year, 12, 31) as ends_on
from years
where year is not null
order by year;

insert into dim_edition by name
select
    edition.edition_code,
    edition.series_code,
    max(yaml_value.value) filter (where yaml_value.path = ['series_nl']) as series_nl,
    max(yaml_value.value) filter (where yaml_value.path = ['series_en']) as series_en,
    edition.edition_year,
    edition.publication_order,
    edition.previous_edition_code,
    max(yaml_value.value) filter (where yaml_value.path = ['title']) as title,
    max(yaml_value.value) filter (where yaml_value.path = ['publisher']) as publisher,
    max(yaml_value.value) filter (where yaml_value.path = ['published_year']) as published_year,
    max(yaml_value.value) filter (where yaml_value.path = ['source_file']) as source_file,
    max(yaml_value.value) filter (where yaml_value.path = ['source_sha256']) as source_sha256,
    max(yaml_value.value) filter (where yaml_value.path = ['licence']) as licence,
    max(yaml_value.value) filter (where yaml_value.path = ['citation']) as citation
from staging.yaml_value
inner join staging.seed_file on yaml_value.file = seed_file.file
inner join staging.edition on seed_file.edition_code = edition.edition_code
where seed_file.kind = 'edition'
group by all
order by edition.publication_order;

insert into dim_table by name
select
    table_meta.* exclude (file, form_counting_code, in_label_code, section_code),
    section.section_nl,
    section.section_en,
    populations.label_nl as population_nl,
    populations.label_en as population_en,
    populations.registry_nl,
    populations.registry_en,
    measure is null as is_without_values
from staging.table_meta
inner join staging.section using (edition_code, section_code)
inner join dim_population as populations using (population_code)
order by edition_code, table_number::smallint;

insert into report_row by name
select
    heading.edition_code,
    heading.table_code,
    csv_row.line - 1 as row_position,
    heading.heading_code as row_code,
    heading.printed_label
from staging.heading
inner join staging.csv_row
    on
        heading.edition_code = csv_row.edition_code
        and heading.table_code = csv_row.table_code
        and heading.heading_code = csv_row.row_code
where heading.side = 'row'
order by all;

insert into report_column by name
select
    heading.edition_code,
    heading.table_code,
    column_position.column_position,
    heading.heading_code as column_code,
    heading.printed_label
from staging.heading
inner join staging.seed_file
    on
        heading.edition_code = seed_file.edition_code
        and heading.table_code = seed_file.table_code
        and seed_file.kind = 'cells'
inner join staging.column_position
    on
        seed_file.file = column_position.file
        and heading.heading_code = column_position.column_code
where heading.side = 'column'
order by all;
