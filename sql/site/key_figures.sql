-- The figures that the start page leads with, per year: everything in the edition that says how
-- many there were, with what changed since the year before.
-- Parameter: the edition.
-- Hidden: what is computed is an interval of printed bounds. The row that leads a year (is_leading)
-- is printed rather than computed, then the narrowest; a sentence that the tables contradict comes
-- last. A figure of which nothing is left stands there with an empty year.
with totals as (
    select * from analysis.totals
    where form_code = '_T' and unit = process
),

row_headings as (
    select * from main.report_row
    where edition_code = $1
),

column_headings as (
    select * from main.report_column
    where edition_code = $1
),

-- A total that is printed itself is no summand.
cells as (
    select cells.*
    from main.all_cells as cells
    inner join row_headings
        on
            cells.table_code = row_headings.table_code
            and cells.row_position = row_headings.row_position
    inner join column_headings
        on
            cells.table_code = column_headings.table_code
            and cells.column_position = column_headings.column_position
    where
        cells.edition_code = $1
        and cells.first_year = cells.year
        and not list_contains(string_split(coalesce(row_headings.row_code, ''), '.'), '_T')
        and not list_contains(string_split(coalesce(column_headings.column_code, ''), '.'), '_T')
),

-- Which tables add up to a total, and which of them leave out a part; the same in every edition.
whole_tables as (
    select
        table_code,
        process,
        population_code,
        outcome_code,
        bool_and(count_max is null) as is_open
    from totals
    where not is_printed
    group by table_code, process, population_code, outcome_code
),

summands as (
    select
        *,
        count(competing_cells) over (
            partition by table_code, year, row_position
        ) as present_cells
    from cells
),

-- A later edition does not change what this one adds up to.
sums as (
    select
        table_code,
        population_code,
        year,
        min(page) as page,
        sum(mart.in_sum(count_min, preferred_min, competing_cells, present_cells))::bigint
            as count_min,
        case
            when count(count_max) = count(*)
                then sum(mart.in_sum(count_max, preferred_max, competing_cells, present_cells))
        end::bigint as count_max
    from summands
    group by table_code, population_code, year
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
                'population_code',
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
        totals.population_code,
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
        totals.verdict,
        printed.row_position,
        printed.column_position
    from totals
    left join printed
        on
            totals.table_code = printed.table_code
            and totals.process = printed.process
            and totals.population_code = printed.population_code
            and totals.outcome_code = printed.outcome_code
            and totals.year = printed.year
            and printed.age_code = '_T'
    where totals.edition_code = $1 and totals.is_printed
    union all
    select
        whole_tables.process,
        whole_tables.population_code,
        whole_tables.outcome_code,
        '_T' as age_code,
        sums.year,
        'table' as source_kind,
        sums.table_code,
        null as claim_code,
        sums.page,
        false as is_printed,
        sums.count_min,
        case when not whole_tables.is_open then sums.count_max end as count_max,
        null as verdict,
        null as row_position,
        null as column_position
    from sums
    inner join whole_tables
        on
            sums.table_code = whole_tables.table_code
            and sums.population_code = whole_tables.population_code
    union all
    select
        process,
        population_code,
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
        verdict,
        row_position,
        column_position
    from printed
    where age_code <> '_T'
),

-- Of the populations that an edition counts, that of which it says most.
counted as (
    select
        figures.figure,
        figures.sort_order,
        places.* exclude (process),
        count(*) over (partition by figures.figure, places.population_code) as times_said
    from figures
    left join places
        on
            figures.process = places.process
            and figures.outcome_code = places.outcome_code
            and figures.age_code = places.age_code
),

chosen as (
    select * from counted
    qualify
        rank() over (
            partition by figure
            order by times_said desc, population_code asc
        ) = 1
),

compared as (
    select
        *,
        max(count_min) over same <= min(count_max) over same as is_consistent,
        row_number() over (
            partition by figure, year
            order by
                coalesce(verdict = 'contradicted', false) asc,
                is_printed and count_min = count_max desc,
                count_max - count_min asc nulls last,
                is_printed desc,
                source_kind <> 'sentence' asc,
                page asc,
                table_code asc,
                claim_code asc
        ) = 1 as is_leading
    from chosen
    window
        same as (partition by figure, year)
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
    compared.sort_order asc,
    compared.year asc,
    compared.is_leading desc,
    compared.is_printed desc,
    compared.count_max - compared.count_min asc nulls last,
    compared.table_code asc,
    compared.claim_code asc
