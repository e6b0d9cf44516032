-- en: What the sentences of each edition say of figures, recomputed from its tables, with a
--     verdict: confirmed, contradicted, possible (true for a part of the interval), only_in_text
--     (a figure that no table prints) or not_in_tables (no figure at all).
-- en: Unit: claim_unit. Hidden cells count with their printed bounds, so that a value is an
--     interval.
-- en: The set that a sentence allows is claimed_min to claimed_max, by its rounding.
-- nl: Wat de zinnen van elke editie over cijfers zeggen, nagerekend uit haar tabellen, met een
--     oordeel: confirmed (bevestigd), contradicted (weersproken), possible (waar voor een deel van
--     het bereik), only_in_text (een cijfer dat geen tabel drukt) of not_in_tables (geen cijfer).
-- nl: Eenheid: claim_unit. Verborgen cellen tellen met hun gedrukte grenzen, zodat een waarde een
--     bereik is.
-- nl: Wat een zin toelaat, is claimed_min tot claimed_max, volgens haar afronding.
with claims as (
    select * from main.claim
),

roundings as (
    select * from main.dim_rounding
),

figures as (
    select * from main.fact_sentence_figures
),

sums as (
    select * from build.term_sums
    where subject_kind = 'claim'
),

measures as (
    select
        edition_code,
        subject_code as claim_code,
        sum(hidden_cells)::bigint as hidden_cells,
        sum(uncertain_cells)::bigint as uncertain_cells,
        max(value_min) filter (where member = 0) as low,
        max(value_max) filter (where member = 0) as high,
        max(value_min) filter (where member = 1) as against_low,
        max(value_max) filter (where member = 1) as against_high
    from sums
    group by edition_code, subject_code
),

ranks as (
    select
        looked_at.edition_code,
        looked_at.subject_code as claim_code,
        count(*) filter (where rival.value_min > looked_at.value_max) as surely_above,
        count(*) filter (where rival.value_max > looked_at.value_min) as maybe_above,
        count(*) filter (where rival.value_max < looked_at.value_min) as surely_below,
        count(*) filter (where rival.value_min < looked_at.value_max) as maybe_below
    from sums as looked_at
    inner join sums as rival
        on
            looked_at.edition_code = rival.edition_code
            and looked_at.subject_code = rival.subject_code
            and looked_at.member = 0
            and rival.member > 0
    group by looked_at.edition_code, looked_at.subject_code
),

computed as (
    select
        claims.*,
        roundings.is_open,
        figures.claim_code is not null as states_figure,
        claims.claimed_value::double - roundings.below as claimed_min,
        claims.claimed_value::double + roundings.above as claimed_max,
        coalesce(measures.hidden_cells, 0) as hidden_cells,
        coalesce(measures.uncertain_cells, 0) as uncertain_cells,
        case
            when claims.claim_kind = 'difference' then measures.low - measures.against_high
            when claims.claim_kind = 'trend'
                then 100 * (measures.low / nullif(measures.against_high, 0) - 1)
            when claims.rank_from = 'highest' then 1 + ranks.surely_above
            when claims.rank_from = 'lowest' then 1 + ranks.surely_below
            else measures.low
        end as value_min,
        case
            when claims.claim_kind = 'difference' then measures.high - measures.against_low
            when claims.claim_kind = 'trend'
                then 100 * (measures.high / nullif(measures.against_low, 0) - 1)
            when claims.rank_from = 'highest' then 1 + ranks.maybe_above
            when claims.rank_from = 'lowest' then 1 + ranks.maybe_below
            else measures.high
        end as value_max
    from claims
    inner join roundings on claims.rounding_code = roundings.rounding_code
    left join figures
        on
            claims.edition_code = figures.edition_code
            and claims.claim_code = figures.claim_code
    left join measures
        on
            claims.edition_code = measures.edition_code
            and claims.claim_code = measures.claim_code
    left join ranks
        on claims.edition_code = ranks.edition_code and claims.claim_code = ranks.claim_code
),

-- No limit is infinity. A limit at the value itself may be open. A margin of one millionth takes up
-- what binary fractions lose.
limits as (
    select
        *,
        is_open and claimed_min = claimed_value as is_open_below,
        is_open and claimed_max = claimed_value as is_open_above,
        coalesce(value_min, '-infinity'::double) as low,
        coalesce(value_max, 'infinity'::double) as high,
        coalesce(claimed_min, '-infinity'::double) as least,
        coalesce(claimed_max, 'infinity'::double) as most
    from computed
),

judged as (
    select
        *,
        case when is_open_below then high <= least else high < least - 1e-6 end as is_below,
        case when is_open_above then low >= most else low > most + 1e-6 end as is_above,
        case when is_open_below then low > least else low >= least - 1e-6 end
        and case when is_open_above then high < most else high <= most + 1e-6 end as is_within
    from limits
)

select
    edition_code,
    claim_code,
    claim_kind,
    section_nl,
    section_en,
    sentence_digest,
    page,
    printed_words,
    statement_nl,
    statement_en,
    claim_unit,
    claimed_value,
    rounding_code,
    rank_from,
    claimed_min,
    claimed_max,
    is_open_below,
    is_open_above,
    hidden_cells,
    uncertain_cells,
    value_min,
    value_max,
    case
        when recompute_sql is null and states_figure then 'only_in_text'
        when recompute_sql is null then 'not_in_tables'
        when is_below or is_above then 'contradicted'
        when is_within then 'confirmed'
        else 'possible'
    end as verdict,
    reason_nl,
    reason_en,
    recompute_sql,
    sort_order
from judged
