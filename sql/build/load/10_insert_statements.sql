-- Fill the claims, the rules, the cells that they add up, and the corrections.
insert into claim by name
select
    claim.edition_code,
    claim.claim_code,
    claim.claim_kind,
    section.section_nl,
    section.section_en,
    claim.sentence_digest,
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

insert into claim_exemption by name
select
    edition_code,
    sentence_digest,
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
