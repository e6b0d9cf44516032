-- en: What each edition says that there were in all: victims, suspects, and cases registered,
--     settled and adjudicated, also by form; one row per sentence, cell or sum that says it. Quote
--     the row where is_quoted is true: there is one for every total, whatever else prints it.
-- en: Unit: unit. Never add rows: they are the same persons or cases again.
-- en: Hidden: count_min and count_max are what print allows; count is given only where they meet.
--     Where the table leaves out a part of its population, there is no count_max.
-- en: Quoted is of the newest edition what is printed before what is computed, the narrower before
--     the wider, a sentence before a cell; a sentence that the tables contradict comes last.
--     is_consistent is false where another row of the same total and edition excludes it.
-- en: A total is told apart by process, unit, population, year, form and outcome: choose each.
-- nl: Wat elke editie zegt dat er in totaal waren: slachtoffers, verdachten, en zaken die zijn
--     ingeschreven, afgehandeld en afgedaan, ook naar vorm; één rij per zin, cel of som die het
--     zegt. Citeer de rij waar is_quoted waar is: er is er één voor elk totaal, wat het verder ook
--     drukt.
-- nl: Eenheid: unit. Tel rijen nooit op: het zijn dezelfde personen of zaken nog eens.
-- nl: Verborgen: count_min en count_max zijn wat de druk toelaat; count staat er alleen waar die
--     samenvallen. Waar de tabel een deel van haar populatie weglaat, is er geen count_max.
-- nl: Geciteerd wordt uit de nieuwste editie wat gedrukt is vóór wat berekend is, het nauwere vóór
--     het ruimere, een zin vóór een cel; een zin die de tabellen weerspreken komt het laatst.
--     is_consistent is onwaar waar een andere rij van hetzelfde totaal en dezelfde editie haar
--     uitsluit.
-- nl: Totalen verschillen in process, eenheid, populatie, jaar, vorm en uitkomst: kies elk daarvan.
with tables as (
    select * from main.dim_table
),

sums as (
    select * replace (case when is_exhaustive then count_max end as count_max)
    from analysis.sums
    where refusal is null
),

forms as (
    select * from main.dim_form
),

outcomes as (
    select * from main.dim_outcome
),

editions as (
    select * from main.dim_edition
),

printed as (
    select
        * exclude (value),
        true as is_printed,
        value::bigint as count,
        value_min::bigint as count_min,
        value_max::bigint as count_max
    from mart.figures
    where
        measure = 'count'
        and figure_kind = 'observed'
        and first_year = year
        and value_min is not null
),

-- A sum over all that its table breaks down. DuckDB keeps the names behind one `replace` in no
-- order, so each has its own, that the stored view reads the same in every file.
computed as (
    select
        sums.* replace (case when sums.is_exhaustive then sums.count end as count),
        tables.printed_as as source_kind,
        tables.page,
        false as is_printed
    from sums
    inner join tables
        on
            sums.edition_code = tables.edition_code
            and sums.table_code = tables.table_code
            and sums.added_over = tables.additive_over
),

said as (
    select * from printed
    union all by name
    select * from computed
),

-- Of forms and of stages a part is a total too; of all else only the whole.
totals as (
    select * from said
    where
        columns(
            lambda name: ends_with(name, '_code')
            and name not in (
                'edition_code',
                'table_code',
                'claim_code',
                'form_code',
                'form_counting_code',
                'population_code',
                'outcome_code',
                'observation_status_code'
            )
        ) = '_T'
),

compared as (
    select
        totals.*,
        count_min <= min(count_max) over same_total
        and coalesce(count_max >= max(count_min) over same_total, true) as is_consistent,
        row_number() over (
            partition by
                process,
                unit,
                population_code,
                year,
                form_counting_code,
                form_code,
                outcome_code
            order by
                editions.publication_order desc,
                coalesce(verdict = 'contradicted', false) asc,
                is_printed and count is not null desc,
                count_max - count_min asc nulls last,
                is_printed desc,
                source_kind <> 'sentence' asc,
                page asc,
                table_code asc,
                claim_code asc
        ) = 1 as is_quoted
    from totals
    inner join editions on totals.edition_code = editions.edition_code
    where
        (process = 'cases') = (outcome_code <> '_T')
        and outcome_code in ('_T', 'REGISTERED', 'SETTLED', 'ADJUDICATED')
    window
        same_total as (
            partition by
                totals.edition_code,
                process,
                unit,
                population_code,
                year,
                form_counting_code,
                form_code,
                outcome_code
        )
)

select
    compared.edition_code,
    compared.process,
    compared.unit,
    compared.population_code,
    compared.year,
    compared.period_start,
    compared.form_counting_code,
    compared.form_code,
    forms.label_nl as form_label_nl,
    forms.label_en as form_label_en,
    compared.outcome_code,
    outcomes.label_nl as outcome_label_nl,
    outcomes.label_en as outcome_label_en,
    compared.source_kind,
    compared.table_code,
    compared.claim_code,
    compared.page,
    compared.is_printed,
    compared.count,
    compared.count_min,
    compared.count_max,
    compared.verdict,
    coalesce(compared.is_consistent, true) as is_consistent,
    compared.is_quoted
from compared
inner join forms on compared.form_code = forms.form_code
inner join outcomes on compared.outcome_code = outcomes.outcome_code
