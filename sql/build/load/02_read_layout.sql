-- What the YAML files say of each table, as relations.
-- Input: staging.yaml_value (file, line, path, value), staging.seed_file.
create or replace table staging.table_value as
select
    seed_file.edition_code,
    seed_file.table_code,
    yaml_value.file,
    yaml_value.line,
    yaml_value.path,
    yaml_value.value
from staging.yaml_value
inner join staging.seed_file on yaml_value.file = seed_file.file
where seed_file.kind = 'table';

-- What an edition calls the sections of its report, by the code that tables and claims name.
create or replace table staging.section as
select
    seed_file.edition_code,
    yaml_value.path[2] as section_code,
    max(yaml_value.value) filter (where yaml_value.path[3] = 'nl') as section_nl,
    max(yaml_value.value) filter (where yaml_value.path[3] = 'en') as section_en
from staging.yaml_value
inner join staging.seed_file on yaml_value.file = seed_file.file
where seed_file.kind = 'edition' and yaml_value.path[1] = 'sections'
group by seed_file.edition_code, yaml_value.path[2];

-- Editions in the order in which they were published: 1 is the oldest. Those of one year follow the
-- order of their codes. Whoever asks for the newest asks this, never the text of a code.
create or replace table staging.edition as
with said as (
    select
        seed_file.edition_code,
        max(yaml_value.value) filter (where yaml_value.path = ['published_year']) as published_year
    from staging.seed_file
    inner join staging.yaml_value on seed_file.file = yaml_value.file
    where seed_file.kind = 'edition'
    group by seed_file.edition_code
)

select
    edition_code,
    lag(edition_code) over (
        partition by regexp_replace(edition_code, '[0-9]{4}$', '')
        order by published_year, edition_code
    ) as previous_edition_code,
    nullif(regexp_replace(edition_code, '_?[0-9]{4}$', ''), '') as series_code,
    right(edition_code, 4) as edition_year,
    row_number() over (order by published_year, edition_code) as publication_order
from said;

-- Whom its sentences count, by process; a claim can name another population.
create or replace table staging.edition_population as
select
    seed_file.edition_code,
    yaml_value.file,
    yaml_value.line,
    yaml_value.path[2] as process,
    yaml_value.value as population_code
from staging.yaml_value
inner join staging.seed_file on yaml_value.file = seed_file.file
where seed_file.kind = 'edition' and yaml_value.path[1] = 'populations';

create or replace table staging.table_meta as
select
    edition_code,
    table_code,
    file,
    max(value) filter (where path = ['table_number']) as table_number,
    max(value) filter (where path = ['printed_number']) as printed_number,
    max(value) filter (where path = ['heading_nl']) as heading_nl,
    max(value) filter (where path = ['heading_en']) as heading_en,
    max(value) filter (where path = ['section']) as section_code,
    max(value) filter (where path = ['page']) as page,
    coalesce(max(value) filter (where path = ['printed_as']), 'table') as printed_as,
    max(value) filter (where path = ['process']) as process,
    max(value) filter (where path = ['unit']) as unit,
    max(value) filter (where path = ['population']) as population_code,
    max(value) filter (where path = ['counting_rule_nl']) as counting_rule_nl,
    max(value) filter (where path = ['counting_rule_en']) as counting_rule_en,
    max(value) filter (where path = ['measure']) as measure,
    max(value) filter (where path = ['suppression', 'label']) as suppression_label,
    max(value) filter (where path = ['suppression', 'min']) as suppression_min,
    max(value) filter (where path = ['suppression', 'max']) as suppression_max,
    max(value) filter (where path = ['form_counting']) as form_counting_code,
    max(value) filter (where path = ['columns', 'in_label']) as in_label_code,
    string_agg(value, ', ' order by path[2]) filter (where path[1] = 'additive_over')
        as additive_over,
    coalesce(max(value) filter (where path = ['is_exhaustive']), 'true') as is_exhaustive,
    string_agg(value, '.' order by path[3]) filter (where path[1:2] = ['rows', 'dimensions'])
        as row_dimensions,
    string_agg(value, '.' order by path[3]) filter (where path[1:2] = ['columns', 'dimensions'])
        as column_dimensions,
    string_agg(path[2], '.' order by line) filter (where path[1] = 'fixed') as fixed_dimensions,
    max(value) filter (where path = ['notes_nl']) as notes_nl,
    max(value) filter (where path = ['notes_en']) as notes_en
from staging.table_value
group by edition_code, table_code, file;

-- Headings of rows and columns: a code, and the label printed in this edition.
create or replace table staging.heading as
select
    edition_code,
    table_code,
    file,
    line,
    if(path[1] = 'rows', 'row', 'column') as side,
    if(path[2] = 'in_label', value, path[3]) as heading_code,
    if(path[2] = 'in_label', null, value) as printed_label
from staging.table_value
where path[1:2] in (['rows', 'labels'], ['columns', 'labels']) or path = ['columns', 'in_label'];

-- Every code that a heading, or a table as a whole, gives to a dimension.
create or replace table staging.heading_code as
with dimensions as (
    select
        edition_code,
        table_code,
        if(path[1] = 'rows', 'row', 'column') as side,
        path[3]::integer + 1 as part,
        value as dimension
    from staging.table_value
    where path[1:2] in (['rows', 'dimensions'], ['columns', 'dimensions'])
)

select
    heading.edition_code,
    heading.table_code,
    heading.file,
    heading.line,
    heading.side,
    heading.heading_code,
    dimensions.dimension,
    string_split(heading.heading_code, '.')[dimensions.part] as code
from staging.heading
inner join dimensions
    on
        heading.edition_code = dimensions.edition_code
        and heading.table_code = dimensions.table_code
        and heading.side = dimensions.side

union all

select
    edition_code,
    table_code,
    file,
    line,
    'table' as side,
    '' as heading_code,
    path[2] as dimension,
    value as code
from staging.table_value
where path[1] = 'fixed';

-- The same with a column for every dimension; a row of nothing sees to it that none is left out.
create or replace table staging.heading_key as
pivot (
    select
        edition_code,
        table_code,
        side,
        heading_code,
        dimension,
        code
    from staging.heading_code

    union all

    select
        null as edition_code,
        null as table_code,
        null as side,
        null as heading_code,
        dimension,
        null as code
    from staging.dimension
)
on dimension || if(dimension = 'year', '', '_code')
using max(code)
group by edition_code, table_code, side, heading_code;

delete from staging.heading_key
where edition_code is null;

-- Cells whose place the print does not fix, one row per cell named.
create or replace table staging.placement as
with entries as (
    select
        edition_code,
        table_code,
        file,
        path[2] as entry,
        min(line) as line,
        max(value) filter (where path[3] = 'placement') as placement_code,
        list(value) filter (where path[3] = 'competing') as competing,
        max(value) filter (where path[3] = 'reason_nl') as placement_reason_nl,
        max(value) filter (where path[3] = 'reason_en') as placement_reason_en,
        list(value) filter (where path[3] = 'rows') as row_codes,
        list(value) filter (where path[3] = 'columns') as column_codes
    from staging.table_value
    where path[1] = 'placements'
    group by edition_code, table_code, file, path[2]
),

entry_rows as (
    select
        * exclude (row_codes),
        unnest(row_codes) as row_code
    from entries
)

select
    * exclude (column_codes),
    unnest(column_codes) as column_code
from entry_rows;
