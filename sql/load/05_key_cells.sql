-- Give every cell the keys of all dimensions: from its row, its column or its table, else _T.
create or replace table staging.fact as
with keyed as (
    select
        cell.edition_code,
        cell.table_code,
        cell.row_position,
        cell.column_position,
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
        table_meta.process,
        table_meta.form_counting_code,
        table_meta.measure,
        cell.printed,
        cell.count,
        cell.count_min,
        cell.count_max,
        cell.share,
        cell.observation_status_code,
        cell.placement_code,
        cell.placement_reason
    from staging.parsed_cell as cell
    inner join staging.table_meta
        on cell.edition_code = table_meta.edition_code and cell.table_code = table_meta.table_code
    left join staging.heading_key as row_key
        on
            cell.edition_code = row_key.edition_code
            and cell.table_code = row_key.table_code
            and cell.row_code = row_key.heading_code
            and row_key.side = 'row'
    left join staging.heading_key as column_key
        on
            cell.edition_code = column_key.edition_code
            and cell.table_code = column_key.table_code
            and cell.column_code = column_key.heading_code
            and column_key.side = 'column'
    left join staging.heading_key as table_key
        on
            cell.edition_code = table_key.edition_code
            and cell.table_code = table_key.table_code
            and table_key.side = 'table'
)

select
    * replace (
        if(form_code = '_T', '_Z', form_counting_code) as form_counting_code
    ),
    observation_status_code = 'Q' as is_suppressed,
    if(observation_status_code = 'Q', 'A', 'F') as confidentiality_status_code
from keyed;
