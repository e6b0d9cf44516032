-- Two tables that break the same whole down, or break it down and print it, cannot both be right:
-- the bounds of their totals do not meet. Cells are added over the dimensions that the table says
-- are additive; a table that leaves a part of its population out can only be too high.
with cells as (
    select
        *,
        string_split(additive_over, ', ') as additive
    from main.all_cells
    where edition_code = getvariable('edition') and measure = 'count'
),

tables as (
    select * from main.dim_table
),

choices as (
    select distinct
        table_code,
        unnest(
            [[], additive[1:1], additive[2:2], additive[1:2]]
        ) as collapsed
    from cells
),

totals as (
    select
        cells.table_code,
        choices.collapsed,
        cells.process,
        cells.unit,
        cells.year,
        if('form' in choices.collapsed, '_T', cells.form_code) as form_code,
        if('form' in choices.collapsed, '_Z', cells.form_counting_code) as form_counting_code,
        if('sector' in choices.collapsed, '_T', cells.sector_code) as sector_code,
        if('origin' in choices.collapsed, '_T', cells.origin_code) as origin_code,
        if('age' in choices.collapsed, '_T', cells.age_code) as age_code,
        if('sex' in choices.collapsed, '_T', cells.sex_code) as sex_code,
        if('reporter' in choices.collapsed, '_T', cells.reporter_code) as reporter_code,
        if('outcome' in choices.collapsed, parents.parent_code, cells.outcome_code) as outcome_code,
        sum(cells.count_min)::bigint as count_min,
        if(
            bool_and(tables.is_exhaustive or len(choices.collapsed) = 0)
            and count(cells.count_max) = count(*),
            sum(cells.count_max)::bigint,
            null
        ) as count_max
    from cells
    inner join choices on cells.table_code = choices.table_code
    inner join tables
        on cells.edition_code = tables.edition_code and cells.table_code = tables.table_code
    inner join main.dim_outcome as parents on cells.outcome_code = parents.outcome_code
    group by all
)

select distinct
    low.table_code,
    concat_ws(
        ', ',
        low.year,
        nullif(low.form_code, '_T'),
        nullif(low.sector_code, '_T'),
        nullif(low.origin_code, '_T'),
        nullif(low.age_code, '_T'),
        nullif(low.sex_code, '_T'),
        nullif(low.reporter_code, '_T'),
        nullif(low.outcome_code, '_T')
    ) as place,
    'at least ' || low.count_min as found,
    'at most ' || high.count_max || ' as in ' || high.table_code as expected
from totals as low
inner join totals as high
    on
        low.table_code <> high.table_code
        and low.process = high.process
        and low.unit = high.unit
        and low.year = high.year
        and low.form_code = high.form_code
        and low.form_counting_code = high.form_counting_code
        and low.sector_code = high.sector_code
        and low.origin_code = high.origin_code
        and low.age_code = high.age_code
        and low.sex_code = high.sex_code
        and low.reporter_code = high.reporter_code
        and low.outcome_code = high.outcome_code
where low.count_min > high.count_max
order by all
