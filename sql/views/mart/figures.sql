-- en: Every figure of every edition, from its tables and from its sentences: one row per printed
--     cell and per stated figure, with codes and labels. Choose source_kind, edition_code and
--     measure.
-- en: Unit: unit, for a count or a difference; a share is a fraction from 0 to 1, an age in years.
--     Never add rows: tables and sentences repeat each other. Sums stand in analysis.
-- en: Hidden: value is empty; value_min and value_max are the numbers that print allows.
-- en: verdict: what the tables of the edition make of a sentence; null for their own cells.
-- nl: Elk cijfer van elke editie, uit haar tabellen en uit haar zinnen: één rij per gedrukte cel en
--     per genoemd cijfer, met codes en opschriften. Kies source_kind, edition_code en measure.
-- nl: Eenheid: unit, bij een aantal of een verschil; een aandeel is een fractie van 0 tot 1, een
--     leeftijd is in jaren. Tel rijen nooit op: tabellen en zinnen herhalen elkaar. Sommen staan in
--     analysis.
-- nl: Verborgen: value is leeg; value_min en value_max zijn de getallen die de druk toelaat.
-- nl: verdict: wat de tabellen van de editie van een zin vinden; null bij hun eigen cellen.
with cells as (
    select
        * exclude (value),
        printed_as as source_kind,
        null::varchar as claim_code,
        null::smallint as base_year,
        'observed' as figure_kind,
        null::varchar as whole_codes,
        null::varchar as verdict,
        coalesce(count, share, value)::double as value,
        coalesce(count_min, share, value)::double as value_min,
        coalesce(count_max, share, value)::double as value_max
    from main.labelled_cells
),

editions as (
    select * from main.dim_edition
    qualify row_number() over (partition by series_code order by publication_order desc) = 1
),

sentences as (
    select
        *,
        'sentence' as source_kind,
        null::varchar as table_code,
        null::smallint as row_position,
        null::smallint as column_position,
        edition_code in (select edition_code from editions) as is_newest
    from mart.sentence_figures
),

figures as (
    select * from cells
    union all by name
    select * from sentences
)

select
    edition_code,
    source_kind,
    table_code,
    claim_code,
    page,
    row_position,
    column_position,
    process,
    unit,
    population_code,
    first_year,
    year,
    base_year,
    period_start,
    form_counting_code,
    columns(
        lambda name: regexp_matches(name, '^[a-z]+_(code|label_nl|label_en)$')
        and name not in (
            'edition_code', 'table_code', 'claim_code', 'population_code', 'placement_code'
        )
    ),
    figure_kind,
    measure,
    whole_codes,
    printed,
    value,
    value_min,
    value_max,
    is_suppressed,
    observation_status_code,
    verdict,
    is_newest
from figures
