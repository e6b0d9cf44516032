-- Fill the claims, the rules, the cells that they add up, and the corrections.
insert into claim by name
select
    claim.edition_code,
    claim.claim_code,
    claim.claim_kind,
    section.section_nl,
    section.section_en,
    claim.sentence_digest,
    claim.page,
    claim.printed_words,
    claim.statement_nl,
    claim.statement_en,
    claim.claim_unit,
    claim.claimed_value,
    claim.rounding_code,
    claim.rank_from,
    claim.reason_nl,
    claim.reason_en,
    recomputation.recompute_sql,
    claim.sort_order
from staging.claim
inner join staging.section
    on
        claim.edition_code = section.edition_code
        and claim.section_code = section.section_code
left join staging.recomputation
    on
        claim.edition_code = recomputation.edition_code
        and claim.sort_order = recomputation.sort_order
order by claim.edition_code, claim.sort_order;

-- What is exact, hidden, rounded or open is told by the rounding of the claim; a target and an
-- estimate are themselves and bound nothing.
insert into fact_sentence_figures by name
with figures as (
    select
        claim.* exclude (population_code),
        coalesce(claim.population_code, edition_population.population_code) as population_code,
        figure_key.* exclude (edition_code),
        if(claim.claim_kind = 'share', 100, 1) as scale,
        claim.claim_kind in ('target', 'estimate') as is_no_count,
        claim.claim_kind = 'count' and claim.rounding_code = 'less_than' as is_suppressed,
        claim.claimed_value::decimal(12, 3) as stated,
        if(claim.claim_kind = 'count' and rounding.is_open, 1, 0) as step,
        rounding.below,
        rounding.above
    from staging.claim
    inner join dim_rounding as rounding on claim.rounding_code = rounding.rounding_code
    left join staging.figure_key
        on
            claim.edition_code = figure_key.edition_code
            and claim.sort_order = figure_key.sort_order
    left join staging.edition_population
        on
            claim.edition_code = edition_population.edition_code
            and claim.process = edition_population.process
    where claim.process is not null
)

select
    edition_code,
    claim_code,
    page,
    process,
    coalesce(first_year, year) as first_year,
    year,
    base_year,
    population_code,
    coalesce(columns(getvariable('code_columns')), '_T'),
    coalesce(form_counting_code, '_Z') as form_counting_code,
    case claim_kind
        when 'mean' then 'mean_age'
        when 'range' then measure
        when 'share' then 'share'
        when 'difference' then 'difference'
        else 'count'
    end as measure,
    if(is_no_count, claim_kind, 'observed') as figure_kind,
    whole_codes,
    if(claim_kind = 'share', process, claim_unit) as unit,
    printed_words as printed,
    case
        when is_no_count or rounding_code in ('exact', 'whole', 'tenth', 'about')
            then stated / scale
    end as value,
    case
        when is_no_count then null
        when below is null then 0
        else greatest(stated - below + step, 0) / scale
    end as value_min,
    case
        when is_no_count then null
        when claim_kind = 'share' then least((stated + coalesce(above, 100)) / scale, 1)
        else stated + above - step
    end as value_max,
    is_suppressed,
    if(is_suppressed, 'Q', 'A') as observation_status_code,
    if(is_suppressed, 'A', 'F') as confidentiality_status_code
from figures
order by edition_code, sort_order;

insert into claim_exemption by name
select
    edition_code,
    sentence_digest,
    exempt_words,
    reason_nl,
    reason_en
from staging.exemption
order by edition_code, sort_order;

insert into rule by name
select
    edition_code,
    rule_code,
    rule_kind,
    statement_nl,
    statement_en,
    nullif(array_to_string(group_dimensions, '.'), '') as group_dimensions,
    sort_order
from staging.rule
order by edition_code, sort_order;

insert into term by name
select
    edition_code,
    subject_kind,
    subject_code,
    group_code,
    member,
    side,
    table_code,
    row_position,
    column_position
from staging.term
order by all;

insert into correction by name
select
    edition_code,
    line - 1 as correction_number,
    table_code,
    row_code,
    column_code,
    questioned_text,
    problem_nl,
    problem_en,
    evidence_nl,
    evidence_en,
    correction_status
from staging.correction
order by edition_code, line;
