-- What the sentences of one edition say, to be searched.
-- Parameter: the edition.
-- Hidden: figures as the text prints them.
select
    claim_code,
    statement_nl,
    statement_en,
    section_nl,
    section_en,
    printed_words,
    verdict
from quality.claims
where edition_code = $1
order by sort_order
