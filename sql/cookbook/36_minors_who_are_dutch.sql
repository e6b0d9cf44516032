-- en: How many minors were Dutch, whatever their form?
-- nl: Hoeveel minderjarigen waren Nederlands, ongeacht de vorm?
-- part: example
select
    statement_en,
    printed_words,
    verdict
from quality.claims
where claim_code = 'minors_dutch'
