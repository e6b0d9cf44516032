-- The figures that the start page leads with, per year that the edition prints: sums over the cells
-- of one table in which everyone counts once.
-- Parameter: the edition.
-- Hidden: a sum is an interval of printed bounds; a year with a blank cell has no sum. A figure of
-- which no year is left stands there with an empty year.
with cells as (
    select * from main.all_cells
    where edition_code = $1
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

sums as (
    select
        figures.figure,
        cells.year,
        sum(cells.count_min)::bigint as count_min,
        sum(cells.count_max)::bigint as count_max
    from figures
    inner join cells
        on
            figures.table_code = cells.table_code
            and coalesce(figures.age_code, cells.age_code) = cells.age_code
    group by figures.figure, cells.year
    having count(cells.count_max) = count(*)
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
