-- Give every row and every column the codes that it gives its cells: a cell has the codes of both.
-- A column also has what its table fixes, and _T for what neither breaks down.
-- A series is what cells of several years count alike. Its key names what is broken down, in the
-- same order whatever stands at which side of a printed table, and nothing else: it is the same in
-- every edition and does not change when a dimension is added. The population is part of it, for
-- figures of other persons are never the same cell; so is the length of a period of more years.
create or replace table staging.heading_part as
select
    heading_code.edition_code,
    heading_code.table_code,
    heading_code.side,
    heading_code.heading_code,
    list(
        if(
            heading_code.dimension = 'year',
            'years=' || (
                1 + right(heading_code.code, 4)::integer
                - left(heading_code.code, 4)::integer
            ),
            heading_code.dimension || '=' || heading_code.code
            || if(heading_code.dimension = 'form', ':' || table_meta.form_counting_code, '')
        )
    ) as parts
from staging.heading_code
inner join staging.table_meta
    on
        heading_code.edition_code = table_meta.edition_code
        and heading_code.table_code = table_meta.table_code
where
    if(
        heading_code.dimension = 'year',
        left(heading_code.code, 4) <> right(heading_code.code, 4),
        heading_code.code <> '_T'
    )
group by
    heading_code.edition_code,
    heading_code.table_code,
    heading_code.side,
    heading_code.heading_code;

create or replace table staging.row_key as
select
    csv_row.line_number,
    csv_row.line - 1 as row_position,
    left(heading_key.year, 4)::smallint as first_year,
    right(heading_key.year, 4)::smallint as year,
    columns(getvariable('code_columns')),
    case
        when heading_key.form_code = '_T' then '_Z'
        when heading_key.form_code is not null then cell_file.form_counting_code
    end as form_counting_code,
    csv_row.file_number,
    coalesce(heading_part.parts, []) as parts,
    dense_rank() over (order by csv_row.file_number, parts) as row_series
from staging.csv_row
inner join staging.cell_file on csv_row.file_number = cell_file.file_number
inner join staging.heading_key
    on
        cell_file.edition_code = heading_key.edition_code
        and cell_file.table_code = heading_key.table_code
        and csv_row.row_code = heading_key.heading_code
        and heading_key.side = 'row'
left join staging.heading_part
    on
        heading_key.edition_code = heading_part.edition_code
        and heading_key.table_code = heading_part.table_code
        and heading_key.side = heading_part.side
        and heading_key.heading_code = heading_part.heading_code;

create or replace table staging.column_key as
with editions as (
    select
        table_meta.edition_code,
        table_meta.table_code,
        count(*) over (partition by table_meta.table_code) > 1 as is_repeated,
        edition.publication_order as precedence_if_blank,
        count(*) over () + edition.publication_order as precedence
    from staging.table_meta
    inner join staging.edition on table_meta.edition_code = edition.edition_code
),

-- A code stands in the heading of the column, or the table fixes it.
coded as (
    select
        column_position.column_number,
        left(max(heading_key.year), 4)::smallint as first_year,
        right(max(heading_key.year), 4)::smallint as year,
        coalesce(max(columns(getvariable('code_columns'))), '_T'),
        flatten(list(heading_part.parts) filter (where heading_part.parts is not null)) as parts
    from staging.column_position
    inner join staging.cell_file on column_position.file_number = cell_file.file_number
    left join staging.heading_key
        on
            cell_file.edition_code = heading_key.edition_code
            and cell_file.table_code = heading_key.table_code
            and (
                heading_key.side = 'table'
                or heading_key.side = 'column'
                and column_position.column_code = heading_key.heading_code
            )
    left join staging.heading_part
        on
            heading_key.edition_code = heading_part.edition_code
            and heading_key.table_code = heading_part.table_code
            and heading_key.side = heading_part.side
            and heading_key.heading_code = heading_part.heading_code
    group by column_position.column_number
)

select
    column_position.column_position,
    cell_file.* exclude (file, form_counting_code),
    editions.is_repeated,
    editions.precedence_if_blank,
    editions.precedence,
    coded.*,
    if(coded.form_code = '_T', '_Z', cell_file.form_counting_code) as form_counting_code,
    'printed' as placement_code,
    dense_rank() over (order by cell_file.file_number, coded.parts) << 32 as column_series
from coded
inner join staging.column_position on coded.column_number = column_position.column_number
inner join staging.cell_file on column_position.file_number = cell_file.file_number
inner join editions
    on
        cell_file.edition_code = editions.edition_code
        and cell_file.table_code = editions.table_code;

-- Few rows and columns differ in more than the year, however many cells they cross in. To look up
-- two numbers takes far longer than one: what a row and a column add up to names their series, and
-- what a series and a year add up to names what is counted.
create or replace table staging.series as
with row_parts as (
    select distinct
        file_number,
        row_series,
        parts
    from staging.row_key
),

column_parts as (
    select distinct
        file_number,
        column_series,
        table_code,
        measure,
        population_code,
        parts
    from staging.column_key
),

named as (
    select
        row_parts.row_series + column_parts.column_series as crossing,
        array_to_string(
            [column_parts.table_code, column_parts.measure]
            || list_sort(
                list_concat(
                    ['population=' || column_parts.population_code],
                    row_parts.parts,
                    column_parts.parts
                )
            ),
            '.'
        ) as series_key
    from row_parts
    inner join column_parts on row_parts.file_number = column_parts.file_number
)

select
    crossing,
    series_key,
    dense_rank() over (order by series_key) << 16 as series_number
from named;

-- Which edition prints a cell last; one that leaves it blank counts only where no other fills it.
create or replace table staging.newest as
select
    series.series_number + coalesce(row_key.year, column_key.year) as counted,
    max(
        if(token.kind = 'not_printed', column_key.precedence_if_blank, column_key.precedence)
    ) as precedence
from staging.cell
inner join staging.token on cell.token_number = token.token_number
inner join staging.row_key on cell.line_number = row_key.line_number
inner join staging.column_key on cell.column_number = column_key.column_number
inner join staging.series
    on row_key.row_series + column_key.column_series = series.crossing
where column_key.is_repeated
group by all;

create or replace view staging.fact as
select
    column_key.edition_code,
    column_key.table_code,
    row_key.row_position,
    column_key.column_position,
    coalesce(row_key.first_year, column_key.first_year) as first_year,
    coalesce(row_key.year, column_key.year) as year,
    column_key.population_code,
    coalesce(row_key.form_code, column_key.form_code) as form_code,
    coalesce(row_key.form_counting_code, column_key.form_counting_code) as form_counting_code,
    coalesce(row_key.sector_code, column_key.sector_code) as sector_code,
    coalesce(row_key.origin_code, column_key.origin_code) as origin_code,
    coalesce(row_key.age_code, column_key.age_code) as age_code,
    coalesce(row_key.sex_code, column_key.sex_code) as sex_code,
    coalesce(row_key.reporter_code, column_key.reporter_code) as reporter_code,
    coalesce(row_key.outcome_code, column_key.outcome_code) as outcome_code,
    column_key.process,
    column_key.measure,
    token.printed,
    case
        when column_key.measure = 'count' and placement.observation_status_code is null
            then token.count
    end as count,
    case
        when column_key.measure <> 'count' then null
        when placement.observation_status_code is not null then placement.count_min
        when token.kind = 'suppressed' then column_key.suppression_min
        else token.count
    end as count_min,
    case
        when column_key.measure <> 'count' then null
        when placement.observation_status_code is not null then placement.count_max
        when token.kind = 'suppressed' then column_key.suppression_max
        else token.count
    end as count_max,
    case when placement.observation_status_code is null then token.share end as share,
    case
        when
            column_key.measure not in ('count', 'share')
            and placement.observation_status_code is null
            then token.value
    end as value,
    token.printed_rank,
    token.kind = 'suppressed' and placement.observation_status_code is null as is_suppressed,
    coalesce(placement.observation_status_code, token.observation_status_code)
        as observation_status_code,
    if(
        placement.observation_status_code is null, token.confidentiality_status_code, 'F'
    ) as confidentiality_status_code,
    coalesce(placement.placement_code, column_key.placement_code) as placement_code,
    placement.placement_reason_nl,
    placement.placement_reason_en,
    placement.competing_cells,
    coalesce(
        newest.precedence
        = if(token.kind = 'not_printed', column_key.precedence_if_blank, column_key.precedence),
        true
    ) as is_newest,
    series.series_key
from staging.cell
inner join staging.token on cell.token_number = token.token_number
inner join staging.row_key on cell.line_number = row_key.line_number
inner join staging.column_key on cell.column_number = column_key.column_number
left join staging.cell_placement as placement
    on
        cell.line_number = placement.line_number
        and cell.column_number = placement.column_number
inner join staging.series
    on row_key.row_series + column_key.column_series = series.crossing
left join staging.newest
    on
        series.series_number + coalesce(row_key.year, column_key.year) = newest.counted;

-- As facts are stored.
create or replace view staging.stored_fact as
select * from staging.fact
order by edition_code, table_code, row_position, column_position;
