-- The cells of every rule and claim of the editions looked at, with what is said of their sums.
-- Parameter: the editions.
with terms as (
    select * from main.term_cells
),

rules as (
    select * from main.rule
),

claims as (
    select * from quality.claims
)

select
    terms.edition_code,
    terms.subject_kind,
    terms.subject_code,
    terms.group_code,
    coalesce(rules.rule_kind, claims.claim_kind) as kind,
    claims.rank_from,
    claims.claimed_min,
    claims.claimed_max,
    claims.is_open_below,
    claims.is_open_above,
    terms.member,
    terms.side,
    terms.table_code,
    terms.row_position,
    terms.column_position,
    round(100 * terms.share)::integer as percent
from terms
left join rules
    on
        terms.subject_kind = 'rule'
        and terms.edition_code = rules.edition_code
        and terms.subject_code = rules.rule_code
left join claims
    on
        terms.subject_kind = 'claim'
        and terms.edition_code = claims.edition_code
        and terms.subject_code = claims.claim_code
where list_contains($1, terms.edition_code)
order by
    terms.edition_code,
    terms.subject_kind,
    rules.sort_order,
    claims.sort_order,
    terms.group_code,
    terms.member,
    terms.side,
    terms.table_code,
    terms.row_position,
    terms.column_position
