-- A group of a rule that stands on one side only, so that nothing is compared.
select
    file,
    min(line) as line,
    'by' as column_name,
    group_code as value,
    'the group on both sides of the rule' as expected,
    'narrow the selectors of the side that has more groups' as remedy
from staging.term
where subject_kind = 'rule'
group by file, edition_code, subject_code, group_code
having count(distinct member) filter (where side = 'sum') <> 2
