-- A sentence that is exempted although there is a claim about it.
select distinct
    exemption.file,
    exemption.line,
    'sentence' as column_name,
    exemption.sentence_digest as value,
    'a claim or an exemption, not both' as expected,
    'remove the exemption' as remedy
from staging.exemption
inner join staging.claim
    on
        exemption.edition_code = claim.edition_code
        and exemption.sentence_digest = claim.sentence_digest
