-- Figures of which the sentences of one edition state more than one, in the order of the report.
-- Parameter: the edition.
-- Hidden: what the words of each sentence allow.
with figures as (
    select * from mart.sentence_figures
    where edition_code = $1 and not is_consistent
),

claims as (
    select * from quality.claims
)

select
    figures.claim_code,
    figures.page,
    figures.printed,
    claims.section_nl,
    claims.section_en,
    figures.statement_nl,
    figures.statement_en
from figures
inner join claims
    on
        figures.edition_code = claims.edition_code
        and figures.claim_code = claims.claim_code
order by claims.sort_order
