-- A claim, a rule or an exemption that stands twice in its edition.
with statements as (
    select
        file,
        line,
        'claim' as list_name,
        claim_code as code
    from staging.claim
    union all
    select
        file,
        line,
        'rule' as list_name,
        rule_code as code
    from staging.rule
    union all
    select
        file,
        line,
        'sentence' as list_name,
        sentence_digest as code
    from staging.exemption
)

select
    file,
    max(line) as line,
    list_name as column_name,
    code as value,
    'each ' || list_name || ' once' as expected,
    'rename or remove one of them' as remedy
from statements
group by file, list_name, code
having count(*) > 1
