-- en: Which tables do not add up?
-- nl: Welke tabellen tellen niet op?
-- part: trust
select
    rule_code,
    group_code,
    left_min,
    left_max,
    right_min,
    right_max
from quality.reconciliation
where
    verdict = 'impossible'
    and rule_kind = 'subset'
order by sort_order, group_code
