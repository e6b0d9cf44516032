-- Give every row and every column the codes that it gives its cells: a cell has the codes of both.
-- A column also has what its table fixes, and _T for what neither breaks down.
-- `meaning` packs codes into one number, each dimension in bits of its own: the sum of a row's and
-- a column's says what a cell counts, whatever stands at which side of a printed table.
create or replace table staging.code_weight as
with codes as (
    select distinct
        heading_code.dimension,
        heading_code.code,
        if(heading_code.dimension = 'form', table_meta.form_counting_code, null)
            as form_counting_code
    from staging.heading_code
    inner join staging.table_meta
        on
            heading_code.edition_code = table_meta.edition_code
            and heading_code.table_code = table_meta.table_code
    where heading_code.code <> '_T'
    union all
    select distinct
        'table' as dimension,
        table_code as code,
        null as form_counting_code
    from staging.table_meta
),

numbered as (
    select
        *,
        row_number() over (
            partition by dimension
            order by code, form_counting_code
        ) as number
    from codes
),

widths as (
    select
        dimension,
        ceil(log2(count(*) + 1)) as bits
    from numbered
    group by dimension
),

places as (
    select
        dimension,
        sum(bits) over (order by dimension) - bits as shift
    from widths
)

select
    numbered.dimension,
    numbered.code,
    numbered.form_counting_code,
    numbered.number::hugeint * pow(2, places.shift)::hugeint as weight
from numbered
inner join places on numbered.dimension = places.dimension;

create or replace table staging.heading_weight as
select
    heading_code.edition_code,
    heading_code.table_code,
    heading_code.side,
    heading_code.heading_code,
    sum(code_weight.weight) as meaning
from staging.heading_code
inner join staging.table_meta
    on
        heading_code.edition_code = table_meta.edition_code
        and heading_code.table_code = table_meta.table_code
inner join staging.code_weight
    on
        heading_code.dimension = code_weight.dimension
        and heading_code.code = code_weight.code
        and (
            heading_code.dimension <> 'form'
            or table_meta.form_counting_code is not distinct from code_weight.form_counting_code
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
    heading_key.year::smallint as year,
    heading_key.form_code,
    case
        when heading_key.form_code = '_T' then '_Z'
        when heading_key.form_code is not null then cell_file.form_counting_code
    end as form_counting_code,
    heading_key.sector_code,
    heading_key.origin_code,
    heading_key.age_code,
    heading_key.sex_code,
    heading_key.reporter_code,
    heading_key.outcome_code,
    coalesce(heading_weight.meaning, 0) as meaning
from staging.csv_row
inner join staging.cell_file on csv_row.file_number = cell_file.file_number
inner join staging.heading_key
    on
        cell_file.edition_code = heading_key.edition_code
        and cell_file.table_code = heading_key.table_code
        and csv_row.row_code = heading_key.heading_code
        and heading_key.side = 'row'
left join staging.heading_weight
    on
        heading_key.edition_code = heading_weight.edition_code
        and heading_key.table_code = heading_weight.table_code
        and heading_key.side = heading_weight.side
        and heading_key.heading_code = heading_weight.heading_code;

create or replace table staging.column_key as
with editions as (
    select
        edition_code,
        table_code,
        count(*) over (partition by table_code) > 1 as is_repeated,
        dense_rank() over (order by edition_code) as precedence_if_blank,
        count(*) over () + dense_rank() over (order by edition_code) as precedence
    from staging.table_meta
),

keyed as (
    select
        column_position.column_number,
        column_position.column_position,
        cell_file.* exclude (file, file_number, form_counting_code),
        editions.is_repeated,
        editions.precedence_if_blank,
        editions.precedence,
        coalesce(given.year, fixed.year)::smallint as year,
        coalesce(given.form_code, fixed.form_code, '_T') as form_code,
        cell_file.form_counting_code,
        coalesce(given.sector_code, fixed.sector_code, '_T') as sector_code,
        coalesce(given.origin_code, fixed.origin_code, '_T') as origin_code,
        coalesce(given.age_code, fixed.age_code, '_T') as age_code,
        coalesce(given.sex_code, fixed.sex_code, '_T') as sex_code,
        coalesce(given.reporter_code, fixed.reporter_code, '_T') as reporter_code,
        coalesce(given.outcome_code, fixed.outcome_code, '_T') as outcome_code,
        'printed' as placement_code,
        coalesce(given_weight.meaning, 0) + coalesce(fixed_weight.meaning, 0) + table_weight.weight
            as meaning
    from staging.column_position
    inner join staging.cell_file on column_position.file_number = cell_file.file_number
    inner join editions
        on
            cell_file.edition_code = editions.edition_code
            and cell_file.table_code = editions.table_code
    inner join staging.code_weight as table_weight
        on
            cell_file.table_code = table_weight.code
            and table_weight.dimension = 'table'
    left join staging.heading_key as given
        on
            cell_file.edition_code = given.edition_code
            and cell_file.table_code = given.table_code
            and column_position.column_code = given.heading_code
            and given.side = 'column'
    left join staging.heading_key as fixed
        on
            cell_file.edition_code = fixed.edition_code
            and cell_file.table_code = fixed.table_code
            and fixed.side = 'table'
    left join staging.heading_weight as given_weight
        on
            given.edition_code = given_weight.edition_code
            and given.table_code = given_weight.table_code
            and given.heading_code = given_weight.heading_code
            and given_weight.side = 'column'
    left join staging.heading_weight as fixed_weight
        on
            fixed.edition_code = fixed_weight.edition_code
            and fixed.table_code = fixed_weight.table_code
            and fixed_weight.side = 'table'
)

select * replace (if(form_code = '_T', '_Z', form_counting_code) as form_counting_code)
from keyed;

-- Of what several editions may print: the newest of them, and before it those that leave it blank.
create or replace table staging.newest as
select
    row_key.meaning + column_key.meaning as meaning,
    max(
        if(token.kind = 'not_printed', column_key.precedence_if_blank, column_key.precedence)
    ) as precedence
from staging.cell
inner join staging.token on cell.token_number = token.token_number
inner join staging.row_key on cell.line_number = row_key.line_number
inner join staging.column_key on cell.column_number = column_key.column_number
where column_key.is_repeated
group by row_key.meaning + column_key.meaning;

create or replace view staging.fact as
select
    column_key.edition_code,
    column_key.table_code,
    row_key.row_position,
    column_key.column_position,
    coalesce(row_key.year, column_key.year) as year,
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
    token.count,
    case token.kind
        when 'count' then token.count
        when 'suppressed' then column_key.suppression_min
        when 'unknown' then placement.count_min
    end as count_min,
    case token.kind
        when 'count' then token.count
        when 'suppressed' then column_key.suppression_max
        when 'unknown' then placement.count_max
    end as count_max,
    token.share,
    token.kind = 'suppressed' as is_suppressed,
    token.observation_status_code,
    token.confidentiality_status_code,
    coalesce(placement.placement_code, column_key.placement_code) as placement_code,
    placement.placement_reason,
    coalesce(
        newest.precedence
        = if(token.kind = 'not_printed', column_key.precedence_if_blank, column_key.precedence),
        true
    ) as is_newest
from staging.cell
inner join staging.token on cell.token_number = token.token_number
inner join staging.row_key on cell.line_number = row_key.line_number
inner join staging.column_key on cell.column_number = column_key.column_number
left join staging.cell_placement as placement
    on
        cell.line_number = placement.line_number
        and cell.column_number = placement.column_number
left join staging.newest on row_key.meaning + column_key.meaning = newest.meaning;

-- As facts are stored.
create or replace view staging.stored_fact as
select * from staging.fact
order by edition_code, table_code, row_position, column_position;
