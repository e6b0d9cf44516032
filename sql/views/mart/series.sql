-- en: Indicators through the years, over all publications: in all (dimension _T), and by one
--     dimension. One row per indicator, year, population and way of counting by form; of several
--     prints the newest edition, what is printed before what is computed, a cell before a sentence.
--     Choose process, measure, dimension and code, and sort by population_code and year.
-- en: Unit: unit, for a count; years for a mean age. Never add rows.
-- en: Hidden: value is empty; value_min and value_max are the printed bounds.
-- en: is_break: another population or way of counting than in the year before that is printed;
--     never draw a line to it, nor compute a change. break_reason says what was counted before and
--     since.
-- nl: Indicatoren door de jaren, over alle publicaties: in totaal (dimension _T), en naar één
--     dimensie. Eén rij per indicator, jaar, populatie en manier van tellen per vorm; bij meer
--     drukken de nieuwste editie, wat gedrukt is vóór wat berekend is, een cel vóór een zin. Kies
--     process, measure, dimension en code, en sorteer op population_code en year.
-- nl: Eenheid: unit, bij een aantal; jaren bij een gemiddelde leeftijd. Tel rijen nooit op.
-- nl: Verborgen: value is leeg; value_min en value_max zijn de gedrukte grenzen.
-- nl: is_break: een andere populatie of manier van tellen dan in het jaar ervoor dat is gedrukt;
--     trek er nooit een lijn naartoe en bereken geen verandering. break_reason zegt wat ervoor en
--     sindsdien is geteld.
with codes as (
    select * from build.all_codes
),

populations as (
    select * from main.dim_population
),

countings as (
    select * from main.dim_form_counting
),

editions as (
    select * from main.dim_edition
),

tables as (
    select * from main.dim_table
),

cells as (
    select * from main.all_cells
    where is_newest and first_year = year and observation_status_code <> 'L'
),

printed as (
    select
        edition_code,
        table_code,
        null::varchar as claim_code,
        page,
        process,
        measure,
        case measure when 'mean_age' then 'years' when 'days' then 'days' else unit end as unit,
        population_code,
        form_counting_code,
        year,
        true as is_printed,
        printed,
        coalesce(count, value)::double as value,
        coalesce(count_min, value)::double as value_min,
        coalesce(count_max, value)::double as value_max,
        observation_status_code,
        columns(
            lambda name: ends_with(name, '_code')
            and name not in (
                'edition_code',
                'table_code',
                'claim_code',
                'population_code',
                'form_counting_code',
                'observation_status_code',
                'confidentiality_status_code',
                'placement_code'
            )
        )
    from cells
    where measure in ('count', 'mean_age', 'days')
),

computed as (
    select
        edition_code,
        table_code,
        null::varchar as claim_code,
        null::smallint as page,
        process,
        'count' as measure,
        unit,
        population_code,
        form_counting_code,
        year,
        false as is_printed,
        null::varchar as printed,
        count::double as value,
        count_min::double as value_min,
        count_max::double as value_max,
        case
            when count is not null then 'A'
            when hidden_cells > 0 then 'Q'
            else 'O'
        end as observation_status_code,
        columns(
            lambda name: ends_with(name, '_code')
            and name not in (
                'edition_code',
                'table_code',
                'claim_code',
                'population_code',
                'form_counting_code',
                'observation_status_code',
                'confidentiality_status_code',
                'placement_code'
            )
        )
    from analysis.sums
    where refusal is null and is_exhaustive and count_max is not null
),

stated as (
    select
        edition_code,
        null::varchar as table_code,
        claim_code,
        page,
        process,
        measure,
        unit,
        population_code,
        form_counting_code,
        year,
        true as is_printed,
        printed,
        value::double as value,
        value_min::double as value_min,
        value_max::double as value_max,
        observation_status_code,
        columns(
            lambda name: ends_with(name, '_code')
            and name not in (
                'edition_code',
                'table_code',
                'claim_code',
                'population_code',
                'form_counting_code',
                'observation_status_code',
                'confidentiality_status_code',
                'placement_code'
            )
        )
    from main.fact_sentence_figures
    where
        measure in ('count', 'mean_age')
        and figure_kind = 'observed'
        and first_year = year
        and value_max is not null
),

of_tables as (
    select * from printed
    union all by name
    select * from computed
),

united as (
    select * from of_tables
    union all by name
    select * from stated
),

-- A sector has its form, whatever its table says. The numbers are given once.
figures as materialized (
    select
        * replace (case when sector_code = '_T' then form_code else '_T' end as form_code),
        row_number() over () as number
    from united
),

coded as (
    unpivot figures
    on columns(
        lambda name: ends_with(name, '_code')
        and name not in (
            'edition_code',
            'table_code',
            'claim_code',
            'population_code',
            'form_counting_code',
            'observation_status_code',
            'confidentiality_status_code',
            'placement_code'
        )
    )
    into name code_column value code
),

-- What is broken down: nothing, or one dimension.
broken_down as (
    select
        number,
        count(*) as dimensions,
        min(replace(code_column, '_code', '')) as dimension,
        min(code) as code
    from coded
    where code <> '_T'
    group by number
),

named as (
    select
        figures.edition_code,
        figures.table_code,
        figures.claim_code,
        coalesce(figures.page, tables.page) as page,
        figures.process,
        figures.measure,
        figures.unit,
        figures.population_code,
        figures.form_counting_code,
        figures.year,
        figures.is_printed,
        figures.printed,
        figures.value,
        figures.value_min,
        figures.value_max,
        figures.observation_status_code,
        coalesce(broken_down.dimension, '_T') as dimension,
        coalesce(broken_down.code, '_T') as code
    from figures
    left join broken_down on figures.number = broken_down.number
    left join tables
        on
            figures.edition_code = tables.edition_code
            and figures.table_code = tables.table_code
    where coalesce(broken_down.dimensions, 0) <= 1
),

chosen as (
    select named.*
    from named
    inner join editions on named.edition_code = editions.edition_code
    -- The stages of cases have no total.
    where named.process <> 'cases' or named.dimension = 'outcome'
    qualify
        row_number() over (
            partition by
                named.process,
                named.measure,
                named.unit,
                named.dimension,
                named.code,
                named.population_code,
                named.form_counting_code,
                named.year
            order by
                editions.publication_order desc,
                named.is_printed and named.value is not null desc,
                named.value_max - named.value_min asc,
                named.is_printed desc,
                named.claim_code asc nulls first,
                named.page asc,
                named.table_code asc
        ) = 1
),

compared as (
    select
        *,
        lag(year) over alike as year_alike,
        max(year) over (
            partition by process, measure, unit, dimension, code
            order by year
            range between unbounded preceding and 1 preceding
        ) as year_before
    from chosen
    window
        alike as (
            partition by
                process, measure, unit, dimension, code, population_code, form_counting_code
            order by year
        )
),

-- What was counted in a year, in words.
worded as (
    select
        compared.*,
        populations.label_nl
        || case when compared.dimension = 'form' then '; ' || countings.label_nl else '' end
            as definition_nl,
        populations.label_en
        || case when compared.dimension = 'form' then '; ' || countings.label_en else '' end
            as definition_en
    from compared
    inner join populations on compared.population_code = populations.population_code
    inner join countings on compared.form_counting_code = countings.form_counting_code
),

earlier as (
    select
        process,
        measure,
        unit,
        dimension,
        code,
        year,
        string_agg(definition_nl, ' / ' order by population_code, form_counting_code)
            as definition_nl,
        string_agg(definition_en, ' / ' order by population_code, form_counting_code)
            as definition_en
    from worded
    group by process, measure, unit, dimension, code, year
),

broken as (
    select
        worded.*,
        earlier.year is not null as is_break,
        'Geteld in ' || earlier.year || ': ' || earlier.definition_nl || '. Geteld in '
        || worded.year || ': ' || worded.definition_nl || '.' as break_reason_nl,
        'Counted in ' || earlier.year || ': ' || earlier.definition_en || '. Counted in '
        || worded.year || ': ' || worded.definition_en || '.' as break_reason_en
    from worded
    left join earlier
        on
            worded.process = earlier.process
            and worded.measure = earlier.measure
            and worded.unit = earlier.unit
            and worded.dimension = earlier.dimension
            and worded.code = earlier.code
            and worded.year_before = earlier.year
            and worded.year_alike is distinct from worded.year_before
)

select
    broken.process,
    broken.measure,
    broken.unit,
    broken.dimension,
    broken.code,
    coalesce(codes.label_nl, 'Alle') as label_nl,
    coalesce(codes.label_en, 'All') as label_en,
    broken.population_code,
    broken.form_counting_code,
    broken.year,
    (broken.year || '-01-01')::date as period_start,
    broken.printed,
    broken.value,
    broken.value_min,
    broken.value_max,
    case
        when broken.is_break and broken.observation_status_code = 'A' then 'B'
        else broken.observation_status_code
    end as observation_status_code,
    broken.edition_code,
    broken.table_code,
    broken.claim_code,
    broken.page,
    broken.is_printed,
    broken.is_break,
    broken.break_reason_nl,
    broken.break_reason_en
from broken
left join codes on broken.dimension = codes.dimension and broken.code = codes.code
