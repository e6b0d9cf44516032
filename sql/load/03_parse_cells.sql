-- The one grammar of a printed cell.
--     135  a count (no sign, no separator, no leading zero)     <5  suppressed
--     50%  a share in whole percents                            ?   printed, but in an unknown cell
--     :    not printed                                          *   may follow: a footnote mark
create or replace table staging.column_position as
select
    csv_header.file,
    csv_header.field,
    csv_header.heading_code as column_code,
    if(
        csv_header.heading_code is not distinct from table_meta.in_label_code,
        0,
        count(*) filter (
            where csv_header.heading_code is distinct from table_meta.in_label_code
        ) over (partition by csv_header.file order by csv_header.field)
    ) as column_position
from staging.csv_header
left join staging.table_meta
    on
        csv_header.edition_code = table_meta.edition_code
        and csv_header.table_code = table_meta.table_code
where csv_header.field > 1;

create or replace table staging.parsed_cell as
with kinds as (
    select
        csv_cell.*,
        column_position.column_code,
        column_position.column_position,
        regexp_extract(csv_cell.printed, '^(.*?)\*?$', 1) as token,
        case
            when regexp_full_match(csv_cell.printed, '(0|[1-9][0-9]{0,8})\*?') then 'count'
            when regexp_full_match(csv_cell.printed, '<[1-9][0-9]{0,3}\*?') then 'suppressed'
            when regexp_full_match(csv_cell.printed, '(100|[1-9]?[0-9])%\*?') then 'share'
            when csv_cell.printed = '?' then 'unknown'
            when csv_cell.printed = ':' then 'not_printed'
        end as kind
    from staging.csv_cell
    left join staging.column_position
        on
            csv_cell.file = column_position.file
            and csv_cell.field = column_position.field
)

select
    kinds.file,
    kinds.edition_code,
    kinds.table_code,
    kinds.line,
    kinds.row_code,
    kinds.column_code,
    kinds.line - 1 as row_position,
    kinds.column_position,
    kinds.printed,
    kinds.token,
    kinds.kind,
    case kinds.kind when 'count' then kinds.token::integer end as count,
    case kinds.kind
        when 'share' then (rtrim(kinds.token, '%')::integer / 100)::decimal(5, 4)
    end as share,
    case kinds.kind
        when 'count' then kinds.token::integer
        when 'suppressed' then table_meta.suppression_min::integer
        when 'unknown' then placement.count_min::integer
    end as count_min,
    case kinds.kind
        when 'count' then kinds.token::integer
        when 'suppressed' then table_meta.suppression_max::integer
        when 'unknown' then placement.count_max::integer
    end as count_max,
    case kinds.kind
        when 'suppressed' then 'Q'
        when 'unknown' then 'O'
        when 'not_printed' then 'L'
        else 'A'
    end as observation_status_code,
    coalesce(placement.placement_code, 'printed') as placement_code,
    placement.placement_reason
from kinds
left join staging.table_meta
    on kinds.edition_code = table_meta.edition_code and kinds.table_code = table_meta.table_code
left join staging.placement
    on
        kinds.edition_code = placement.edition_code
        and kinds.table_code = placement.table_code
        and kinds.row_code = placement.row_code
        and kinds.column_code = placement.column_code;
