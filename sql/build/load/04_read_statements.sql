-- What the YAML files of an edition say about its figures: claims, exemptions and rules, and the
-- selectors by which both name cells.
-- Input: staging.yaml_value (file, line, path, value), staging.seed_file.
create or replace table staging.statement_value as
select
    seed_file.edition_code,
    yaml_value.file,
    yaml_value.line,
    yaml_value.path[1] as list_name,
    yaml_value.path[2]::integer + 1 as entry,
    yaml_value.path[3:] as path,
    yaml_value.value
from staging.yaml_value
inner join staging.seed_file on yaml_value.file = seed_file.file
where seed_file.kind in ('claims', 'reconciliation');

create or replace table staging.claim as
select
    edition_code,
    file,
    entry as sort_order,
    min(line) as line,
    max(value) filter (where path = ['claim']) as claim_code,
    max(value) filter (where path = ['kind']) as claim_kind,
    max(value) filter (where path = ['section']) as section_code,
    max(value) filter (where path = ['sentence']) as sentence_digest,
    max(value) filter (where path = ['page']) as page,
    max(value) filter (where path = ['printed']) as printed_words,
    max(value) filter (where path = ['statement_nl']) as statement_nl,
    max(value) filter (where path = ['statement_en']) as statement_en,
    max(value) filter (where path = ['unit']) as claim_unit,
    max(value) filter (where path = ['value']) as claimed_value,
    max(value) filter (where path = ['rounding']) as rounding_code,
    max(value) filter (where path = ['rank_from']) as rank_from,
    max(value) filter (where path = ['reason_nl']) as reason_nl,
    max(value) filter (where path = ['reason_en']) as reason_en,
    max(value) filter (where path = ['counts', 'process']) as process,
    max(value) filter (where path = ['counts', 'population']) as population_code,
    max(value) filter (where path = ['counts', 'first_year']) as first_year,
    max(value) filter (where path = ['counts', 'year']) as year,
    max(value) filter (where path = ['counts', 'base_year']) as base_year,
    max(value) filter (where path = ['counts', 'measure']) as measure,
    max(value) filter (where path = ['counts', 'form_counting']) as form_counting_code,
    string_agg(path[2] || '=' || value, '.' order by path[2]) filter (where path[1] = 'within')
        as whole_codes,
    min(line) filter (where path[1] = 'counts') as counts_line,
    bool_or(path[1] = 'of') as has_cells,
    bool_or(path[1] = 'per') as has_whole,
    count(distinct path[2]) filter (where path[1] = 'against') as competitors
from staging.statement_value
where list_name = 'claims'
group by edition_code, file, entry;

-- The codes of the figure that a claim states, and those of its whole when it is a share.
create or replace table staging.figure_code as
select
    statement_value.edition_code,
    statement_value.file,
    statement_value.line,
    statement_value.entry as sort_order,
    statement_value.path[1] as part,
    statement_value.path[2] as dimension,
    statement_value.value as code
from staging.statement_value
inner join staging.dimension on statement_value.path[2] = dimension.dimension
where
    statement_value.list_name = 'claims'
    and statement_value.path[1] in ('counts', 'within')
    and dimension.dimension <> 'year';

-- The same with a column for every dimension; a row of nothing sees to it that none is left out.
create or replace table staging.figure_key as
pivot (
    select
        edition_code,
        sort_order,
        dimension,
        code
    from staging.figure_code
    where part = 'counts'

    union all

    select
        null as edition_code,
        null as sort_order,
        dimension,
        null as code
    from staging.dimension
    where dimension <> 'year'
)
on dimension || '_code'
using max(code)
group by edition_code, sort_order;

create or replace table staging.exemption as
select
    edition_code,
    file,
    entry as sort_order,
    min(line) as line,
    max(value) filter (where path = ['sentence']) as sentence_digest,
    max(value) filter (where path = ['printed']) as exempt_words,
    max(value) filter (where path = ['reason_nl']) as reason_nl,
    max(value) filter (where path = ['reason_en']) as reason_en
from staging.statement_value
where list_name = 'exemptions'
group by edition_code, file, entry;

create or replace table staging.rule as
select
    edition_code,
    file,
    entry as sort_order,
    min(line) as line,
    max(value) filter (where path = ['rule']) as rule_code,
    max(value) filter (where path = ['kind']) as rule_kind,
    max(value) filter (where path = ['statement_nl']) as statement_nl,
    max(value) filter (where path = ['statement_en']) as statement_en,
    bool_or(path[1] = 'whole') as has_whole,
    list(value order by path[2]::integer) filter (where path[1] = 'by') as group_dimensions
from staging.statement_value
where list_name = 'rules'
group by edition_code, file, entry;

-- What is said of each selector, with the sum that it belongs to.
create or replace table staging.selector_value as
with placed as (
    select
        edition_code,
        file,
        line,
        if(list_name = 'claims', 'claim', 'rule') as subject_kind,
        entry as sort_order,
        case path[1]
            when 'right' then 1
            when 'whole' then 1
            when 'against' then path[2]::integer + 1
            else 0
        end as member,
        case
            when path[1] in ('per', 'whole') or path[3] = 'per' then 'whole'
            else 'sum'
        end as side,
        if(path[1] = 'against', path[4:], path[2:]) as path,
        value
    from staging.statement_value
    where path[1] in ('of', 'per', 'against', 'left', 'right', 'whole')
)

select
    *,
    dense_rank() over (
        order by edition_code, subject_kind, sort_order, member, side, path[1]::integer
    )::integer as selector_number
from placed;

create or replace table staging.selector as
select
    selector_number,
    edition_code,
    file,
    subject_kind,
    sort_order,
    member,
    side,
    min(line) as line,
    max(value) filter (where path[2] = 'table') as table_code
from staging.selector_value
group by selector_number, edition_code, file, subject_kind, sort_order, member, side;

-- The codes that it names; of a dimension that it does not name any code will do.
create or replace table staging.selector_code as
select
    selector_number,
    path[2] as dimension,
    list(value order by path[3]) as codes
from staging.selector_value
where path[2] <> 'table'
group by selector_number, path[2];
