-- A cell that is added twice to the same sum.
select
    file,
    max(line) as line,
    'table' as column_name,
    table_code as value,
    'each cell once in a sum' as expected,
    'make the selectors disjoint' as remedy
from staging.term
group by
    edition_code,
    file,
    subject_kind,
    subject_code,
    group_code,
    member,
    side,
    table_code,
    row_position,
    column_position
having count(*) > 1
