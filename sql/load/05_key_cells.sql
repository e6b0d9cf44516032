-- Give every cell the keys of all dimensions: from its row, its column or its table, else _T.
create or replace table staging.row_key as
select
    csv_row.file_number,
    csv_row.line,
    heading_key.* exclude (edition_code, table_code, side, heading_code)
from staging.csv_row
inner join staging.cell_file on csv_row.file_number = cell_file.file_number
inner join staging.heading_key
    on
        cell_file.edition_code = heading_key.edition_code
        and cell_file.table_code = heading_key.table_code
        and csv_row.row_code = heading_key.heading_code
        and heading_key.side = 'row';

create or replace table staging.column_key as
select
    column_position.file_number,
    column_position.field,
    column_position.column_position,
    heading_key.* exclude (edition_code, table_code, side, heading_code)
from staging.column_position
inner join staging.cell_file on column_position.file_number = cell_file.file_number
left join staging.heading_key
    on
        cell_file.edition_code = heading_key.edition_code
        and cell_file.table_code = heading_key.table_code
        and column_position.column_code = heading_key.heading_code
        and heading_key.side = 'column';

create or replace table staging.table_key as
select
    cell_file.* exclude (file),
    heading_key.* exclude (edition_code, table_code, side, heading_code)
from staging.cell_file
left join staging.heading_key
    on
        cell_file.edition_code = heading_key.edition_code
        and cell_file.table_code = heading_key.table_code
        and heading_key.side = 'table';

create or replace view staging.fact as
with keyed as (
    select
        table_key.edition_code,
        table_key.table_code,
        cell.line - 1 as row_position,
        column_key.column_position,
        coalesce(row_key.year, column_key.year, table_key.year) as year,
        coalesce(row_key.form_code, column_key.form_code, table_key.form_code, '_T') as form_code,
        coalesce(row_key.sector_code, column_key.sector_code, table_key.sector_code, '_T')
            as sector_code,
        coalesce(row_key.origin_code, column_key.origin_code, table_key.origin_code, '_T')
            as origin_code,
        coalesce(row_key.age_code, column_key.age_code, table_key.age_code, '_T') as age_code,
        coalesce(row_key.sex_code, column_key.sex_code, table_key.sex_code, '_T') as sex_code,
        coalesce(row_key.reporter_code, column_key.reporter_code, table_key.reporter_code, '_T')
            as reporter_code,
        coalesce(row_key.outcome_code, column_key.outcome_code, table_key.outcome_code, '_T')
            as outcome_code,
        table_key.process,
        table_key.form_counting_code,
        table_key.measure,
        cell.printed,
        token.count,
        case token.kind
            when 'count' then token.count
            when 'suppressed' then table_key.suppression_min
            when 'unknown' then placement.count_min
        end as count_min,
        case token.kind
            when 'count' then token.count
            when 'suppressed' then table_key.suppression_max
            when 'unknown' then placement.count_max
        end as count_max,
        token.share,
        token.kind = 'suppressed' as is_suppressed,
        token.observation_status_code,
        if(token.kind = 'suppressed', 'A', 'F') as confidentiality_status_code,
        coalesce(placement.placement_code, 'printed') as placement_code,
        placement.placement_reason
    from staging.cell
    inner join staging.token on cell.printed = token.printed
    inner join staging.table_key on cell.file_number = table_key.file_number
    inner join staging.row_key
        on
            cell.file_number = row_key.file_number
            and cell.line = row_key.line
    inner join staging.column_key
        on
            cell.file_number = column_key.file_number
            and cell.field = column_key.field
    left join staging.cell_placement as placement
        on
            cell.file_number = placement.file_number
            and cell.line = placement.line
            and cell.field = placement.field
)

select
    * replace (
        if(form_code = '_T', '_Z', form_counting_code) as form_counting_code
    )
from keyed;
