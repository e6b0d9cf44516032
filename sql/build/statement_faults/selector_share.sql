-- A printed percentage that is added to anything else; only a single one has a meaning here.
select
    term.file,
    max(term.line) as line,
    'table' as column_name,
    max(term.table_code) as value,
    'a single percentage, or counts' as expected,
    'name one cell, or select from a table of counts' as remedy
from staging.term
inner join staging.fact
    on
        term.edition_code = fact.edition_code
        and term.table_code = fact.table_code
        and term.row_position = fact.row_position
        and term.column_position = fact.column_position
group by
    term.file,
    term.edition_code,
    term.subject_kind,
    term.subject_code,
    term.group_code,
    term.member
having bool_or(fact.measure = 'share') and count(*) > 1
