-- The figures that the start page leads with, per year: everything in the edition that says how many
-- there were, with what it changed since the year before.
-- Parameter: the edition.
-- Hidden: what is computed is an interval of printed bounds. The row that leads a year (is_leading) is
-- printed rather than computed, then the narrowest. A figure of which nothing is left stands there
-- with an empty year.
with totals as (
    select * from analysis.totals
    where edition_code = $1 and form_code = '_T'
),

-- What is printed of the whole, or of the whole of an age.
printed as (
    select * from mart.figures
    where
        edition_code = $1
        and measure = 'count'
        and figure_kind = 'observed'
        and first_year = year
        and value_min is not null
        and columns(
            lambda name: ends_with(name, '_code')
            and name not in (
                'edition_code',
                'table_code',
                'claim_code',
                'form_counting_code',
                'age_code',
                'outcome_code',
                'observation_status_code'
            )
        ) = '_T'
),

figures (figure, sort_order, process, outcome_code, age_code) as (
    values
    ('victims', 1, 'victims', '_T', '_T'),
    ('minors', 2, 'victims', '_T', 'Y0T17'),
    ('suspects', 3, 'suspects', '_T', '_T'),
    ('registered', 4, 'cases', 'REGISTERED', '_T'),
    ('settled', 5, 'cases', 'SETTLED', '_T'),
    ('verdicts', 6, 'cases', 'ADJUDICATED', '_T')
),

places as (
    select
        totals.process,
        totals.outcome_code,
        '_T' as age_code,
        totals.year,
        totals.source_kind,
        totals.table_code,
        totals.claim_code,
        totals.page,
        totals.is_printed,
        totals.count_min,
        totals.count_max,
        printed.row_position,
        printed.column_position
    from totals
    left join printed
        on
            totals.is_printed
            and totals.table_code = printed.table_code
            and totals.process = printed.process
            and totals.outcome_code = printed.outcome_code
            and totals.year = printed.year
            and printed.age_code = '_T'
    union all
    select
        process,
        outcome_code,
        age_code,
        year,
        source_kind,
        table_code,
        claim_code,
        page,
        true as is_printed,
        value_min::bigint as count_min,
        value_max::bigint as count_max,
        row_position,
        column_position
    from printed
    where age_code <> '_T'
),

compared as (
    select
        figures.figure,
        figures.sort_order,
        places.* exclude (process),
        max(places.count_min) over same <= min(places.count_max) over same as is_consistent,
        row_number() over (
            partition by figures.figure, places.year
            order by
                places.is_printed and places.count_min = places.count_max desc,
                places.count_max - places.count_min asc nulls last,
                places.is_printed desc,
                places.source_kind <> 'sentence' asc,
                places.page asc,
                places.table_code asc,
                places.claim_code asc
        ) = 1 as is_leading
    from figures
    left join places
        on
            figures.process = places.process
            and figures.outcome_code = places.outcome_code
            and figures.age_code = places.age_code
    window
        same as (partition by figures.figure, places.year)
),

leading_rows as (
    select
        *,
        year - 1 = lag(year) over by_year as has_before,
        lag(count_min) over by_year as before_min,
        lag(count_max) over by_year as before_max
    from compared
    where is_leading
    window
        by_year as (partition by figure order by year)
),

changed as (
    select
        figure,
        year,
        count_min - before_max as change_min,
        count_max - before_min as change_max,
        100 * (mart.ratio_min(count_min, before_max) - 1) as percent_min,
        100 * (mart.ratio_max(count_max, before_min, before_max) - 1) as percent_max
    from leading_rows
    where has_before
)

select
    compared.figure,
    compared.year,
    compared.source_kind,
    compared.table_code,
    compared.claim_code,
    compared.page,
    compared.row_position,
    compared.column_position,
    compared.is_printed,
    compared.is_leading,
    compared.is_consistent,
    compared.count_min,
    compared.count_max,
    changed.change_min,
    changed.change_max,
    changed.percent_min,
    changed.percent_max
from compared
left join changed
    on
        compared.is_leading
        and compared.figure = changed.figure
        and compared.year = changed.year
order by
    compared.sort_order,
    compared.year,
    compared.is_leading desc,
    compared.is_printed desc,
    compared.count_max - compared.count_min nulls last,
    compared.table_code,
    compared.claim_code
