-- en: Every figure that a sentence of a report states: what it counts, by the same codes as a cell,
--     and what the tables of the edition say of it. One row per claim, of every edition.
-- en: Unit: unit, for a count or a difference; a share is a fraction of its whole, from 0 to 1, and
--     an age is in years. Never add rows: sentences repeat and overlap.
-- en: Hidden: value is empty where the sentence gives a limit only, such as fewer than 5; value_min
--     and value_max are the numbers that its words allow. An estimate or a target bounds nothing.
-- en: verdict: what the tables of the edition make of it; only_in_text where no table prints it.
--     is_consistent: no other sentence of the edition states another figure of the same.
-- nl: Elk cijfer dat een zin van een rapport noemt: wat het telt, met dezelfde codes als een cel,
--     en wat de tabellen van de editie ervan zeggen. Eén rij per bewering, van elke editie.
-- nl: Eenheid: unit, bij een aantal of een verschil; een aandeel is een fractie van zijn geheel,
--     van 0 tot 1, en een leeftijd is in jaren. Tel rijen nooit op: zinnen herhalen en overlappen.
-- nl: Verborgen: value is leeg waar de zin alleen een grens geeft, zoals minder dan 5; value_min en
--     value_max zijn de getallen die haar woorden toelaten. Een schatting of een streefcijfer
--     begrenst niets.
-- nl: verdict: wat de tabellen van de editie ervan vinden; only_in_text waar geen tabel het drukt.
--     is_consistent: geen andere zin van de editie noemt een ander cijfer van hetzelfde.
with figures as (
    select
        *,
        value_min <= min(value_max) over same_figure
        and coalesce(value_max >= max(value_min) over same_figure, true) as is_consistent
    from main.fact_sentence_figures
    window
        same_figure as (
            partition by
                edition_code,
                process,
                population_code,
                first_year,
                year,
                base_year,
                figure_kind,
                measure,
                whole_codes,
                form_counting_code,
                form_code,
                sector_code,
                origin_code,
                age_code,
                sex_code,
                reporter_code,
                outcome_code
        )
),

claims as (
    select * from quality.claims
)

select
    figures.edition_code,
    figures.claim_code,
    figures.page,
    figures.process,
    figures.unit,
    figures.population_code,
    figures.first_year,
    figures.year,
    figures.base_year,
    (figures.year || '-01-01')::date as period_start,
    figures.form_counting_code,
    figures.form_code,
    forms.label_nl as form_label_nl,
    forms.label_en as form_label_en,
    figures.sector_code,
    sectors.label_nl as sector_label_nl,
    sectors.label_en as sector_label_en,
    figures.origin_code,
    origins.label_nl as origin_label_nl,
    origins.label_en as origin_label_en,
    figures.age_code,
    ages.label_nl as age_label_nl,
    ages.label_en as age_label_en,
    figures.sex_code,
    sexes.label_nl as sex_label_nl,
    sexes.label_en as sex_label_en,
    figures.reporter_code,
    reporters.label_nl as reporter_label_nl,
    reporters.label_en as reporter_label_en,
    figures.outcome_code,
    outcomes.label_nl as outcome_label_nl,
    outcomes.label_en as outcome_label_en,
    figures.figure_kind,
    figures.measure,
    figures.whole_codes,
    figures.printed,
    figures.value::double as value,
    figures.value_min::double as value_min,
    figures.value_max::double as value_max,
    figures.is_suppressed,
    figures.observation_status_code,
    claims.statement_nl,
    claims.statement_en,
    claims.verdict,
    coalesce(figures.is_consistent, true) as is_consistent
from figures
inner join claims
    on
        figures.edition_code = claims.edition_code
        and figures.claim_code = claims.claim_code
inner join main.dim_form as forms on figures.form_code = forms.form_code
inner join main.dim_sector as sectors on figures.sector_code = sectors.sector_code
inner join main.dim_origin as origins on figures.origin_code = origins.origin_code
inner join main.dim_age as ages on figures.age_code = ages.age_code
inner join main.dim_sex as sexes on figures.sex_code = sexes.sex_code
inner join main.dim_reporter as reporters on figures.reporter_code = reporters.reporter_code
inner join main.dim_outcome as outcomes on figures.outcome_code = outcomes.outcome_code
