-- The figures that the start page leads with, per year that the edition prints: sums over the cells
-- of one table in which everyone counts once.
-- Parameter: the edition.
-- Hidden: a sum is an interval of printed bounds; a year with a blank cell has no sum. A figure of
-- which no year is left stands there with an empty year.
with cells as (
    select * from main.all_cells
    where edition_code = $1 and first_year = year
),

figures (figure, sort_order, table_code, age_code) as (
    values
    ('victims', 1, 'victims_by_age', null),
    ('minors', 2, 'victims_by_age', 'Y0T17'),
    ('suspects', 3, 'suspects_by_sex_and_age', null),
    ('registered', 4, 'cases_registered', null),
    ('settled', 5, 'cases_settled_by_outcome', null),
    ('verdicts', 6, 'verdicts_by_outcome', null)
),

summands as (
    select
        figures.figure,
        cells.*,
        count(cells.competing_cells) over (
            partition by figures.figure, cells.year, cells.row_position
        ) as present_cells
    from figures
    inner join cells
        on
            figures.table_code = cells.table_code
            and coalesce(figures.age_code, cells.age_code) = cells.age_code
),

sums as (
    select
        figure,
        year,
        sum(mart.in_sum(count_min, preferred_min, competing_cells, present_cells))::bigint
            as count_min,
        sum(mart.in_sum(count_max, preferred_max, competing_cells, present_cells))::bigint
            as count_max
    from summands
    group by figure, year
    having count(count_max) = count(*)
)

select
    figures.figure,
    figures.table_code,
    sums.year,
    sums.count_min,
    sums.count_max
from figures
left join sums on figures.figure = sums.figure
order by figures.sort_order, sums.year
