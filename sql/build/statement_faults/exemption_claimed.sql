-- A sentence that is exempt as a whole although there is a claim about it, or in part although
-- there is none.
with judged as (
    select
        exemption.*,
        exists (
            from staging.claim
            where
                claim.edition_code = exemption.edition_code
                and claim.sentence_digest = exemption.sentence_digest
        ) as is_claimed
    from staging.exemption
)

select
    file,
    line,
    'sentence' as column_name,
    sentence_digest as value,
    if(
        is_claimed,
        'a claim or an exemption, not both',
        'a claim about the rest of the sentence'
    ) as expected,
    if(
        is_claimed,
        'say which of its numbers state no figure (printed), or remove the exemption',
        'add the claim, or leave printed out'
    ) as remedy
from judged
where is_claimed = (exempt_words is null)
