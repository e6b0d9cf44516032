-- The one grammar of a printed cell, applied once to every text that is printed anywhere.
--     135      a count (no sign, no separator, no leading zero)  <5  suppressed
--     50%      a share in percents, with up to two decimals      ?   printed, in an unknown cell
--     25.01    a value with decimals, such as a mean age         :   not printed
--     4 (75)   a rank in its column, and the count behind it     *   may follow: a footnote mark
--     4' (44)  the same, where two share the rank
-- A seed has a decimal point, since commas part its cells; the report prints a comma.
create or replace table staging.token as
with texts as (
    select unnest(fields[2:]) as text
    from staging.csv_line
    where line > 1

    union

    select unnest(competing) as text
    from staging.placement
),

kinds as (
    select
        text,
        regexp_extract(text, '^(.*?)\*?$', 1) as token,
        case
            when regexp_full_match(text, '(0|[1-9][0-9]{0,8})\*?') then 'count'
            when regexp_full_match(text, '<[1-9][0-9]{0,3}\*?') then 'suppressed'
            when regexp_full_match(text, '(100([.]0{1,2})?|[1-9]?[0-9]([.][0-9]{1,2})?)%\*?')
                then 'share'
            when regexp_full_match(text, '(0|[1-9][0-9]{0,7})[.][0-9]{1,3}\*?') then 'decimal'
            when regexp_full_match(text, '[1-9][0-9]{0,3}''? \((0|[1-9][0-9]{0,8})\)\*?')
                then 'ranked'
            when text = '?' then 'unknown'
            when text = ':' then 'not_printed'
        end as kind
    from texts
)

select
    (row_number() over (order by text))::integer as token_number,
    text,
    replace(text, '.', ',') as printed,
    token,
    kind,
    case kind
        when 'count' then token::integer
        when 'ranked' then regexp_extract(token, '\((.*)\)', 1)::integer
    end as count,
    case kind when 'share' then (rtrim(token, '%')::decimal(5, 2) / 100)::decimal(5, 4) end
        as share,
    case when kind in ('count', 'decimal') then token::decimal(12, 3) end as value,
    case kind when 'ranked' then regexp_extract(token, '^[0-9]+')::smallint end as printed_rank,
    case kind
        when 'suppressed' then 'Q'
        when 'unknown' then 'O'
        when 'not_printed' then 'L'
        else 'A'
    end as observation_status_code,
    if(kind = 'suppressed', 'A', 'F') as confidentiality_status_code
from kinds;

-- The one relation that can have millions of rows holds numbers only.
-- Fields beyond the first line's have no column; field_count speaks of them.
create or replace table staging.cell as
with widths as (
    select
        file_number,
        min(column_number) as first_column_number,
        count(*) as width
    from staging.csv_header
    group by file_number
),

fields as (
    select
        csv_line.line_number,
        unnest(
            range(
                widths.first_column_number + 1,
                widths.first_column_number + least(len(csv_line.fields), widths.width)
            )
        )::integer as column_number,
        unnest(csv_line.fields[2:widths.width]) as text
    from staging.csv_line
    inner join widths on csv_line.file_number = widths.file_number
    where csv_line.line > 1
)

select
    fields.line_number,
    fields.column_number,
    token.token_number
from fields
inner join staging.token on fields.text = token.text;

create or replace table staging.column_position as
select
    csv_header.column_number,
    csv_header.file_number,
    csv_header.file,
    csv_header.heading_code as column_code,
    if(
        csv_header.heading_code is not distinct from table_meta.in_label_code,
        0,
        count(*) filter (
            where csv_header.heading_code is distinct from table_meta.in_label_code
        ) over (partition by csv_header.file order by csv_header.field)
    )::integer as column_position
from staging.csv_header
left join staging.table_meta
    on
        csv_header.edition_code = table_meta.edition_code
        and csv_header.table_code = table_meta.table_code
where csv_header.field > 1;

-- What a table gives to its cells.
create or replace table staging.cell_file as
select
    seed_file.file_number,
    seed_file.file,
    seed_file.edition_code,
    seed_file.table_code,
    table_meta.process,
    table_meta.measure,
    table_meta.population_code,
    table_meta.form_counting_code,
    table_meta.suppression_min::integer as suppression_min,
    table_meta.suppression_max::integer as suppression_max
from staging.seed_file
left join staging.table_meta
    on
        seed_file.edition_code = table_meta.edition_code
        and seed_file.table_code = table_meta.table_code
where seed_file.kind = 'cells';

-- A view: with millions of cells they are never held twice.
create or replace view staging.parsed_cell as
select
    cell_file.file,
    cell_file.edition_code,
    cell_file.table_code,
    csv_row.line,
    csv_row.row_code,
    column_position.column_code,
    token.text as printed,
    token.token,
    token.kind
from staging.cell
inner join staging.token on cell.token_number = token.token_number
inner join staging.csv_row on cell.line_number = csv_row.line_number
inner join staging.column_position on cell.column_number = column_position.column_number
inner join staging.cell_file on column_position.file_number = cell_file.file_number;

-- What the YAML says of a cell's place, for the cells that have more than print says. Which figure
-- stands in a cell of uncertain place is unknown: it has the widest bounds of all that compete for
-- it, so that they hold wherever the figures belong.
create or replace table staging.cell_placement as
with placed as (
    select
        csv_row.line_number,
        column_position.column_number,
        placement.placement_code,
        placement.placement_reason_nl,
        placement.placement_reason_en,
        placement.competing,
        placement.placement_code = 'uncertain' as is_uncertain,
        min(if(token.kind = 'suppressed', cell_file.suppression_min, token.count)) as count_min,
        max(if(token.kind = 'suppressed', cell_file.suppression_max, token.count)) as count_max
    from staging.placement
    inner join staging.cell_file
        on
            placement.edition_code = cell_file.edition_code
            and placement.table_code = cell_file.table_code
    inner join staging.csv_row
        on
            cell_file.file_number = csv_row.file_number
            and placement.row_code = csv_row.row_code
    inner join staging.column_position
        on
            cell_file.file_number = column_position.file_number
            and placement.column_code = column_position.column_code
    left join staging.token on list_contains(placement.competing, token.text)
    group by all
)

select
    * exclude (is_uncertain),
    if(is_uncertain, 'O', null) as observation_status_code,
    if(
        is_uncertain,
        count(*) over (partition by line_number, is_uncertain),
        null
    )::smallint as competing_cells
from placed;
