-- A figure that competes for a cell is one that the table can print.
select
    placement.file,
    placement.line,
    'placements' as column_name,
    token.printed as value,
    if(
        token.kind = 'suppressed',
        coalesce(table_meta.suppression_label, 'no hidden figures in this table'),
        'a ' || table_meta.measure || ', as the table prints'
    ) as expected,
    'mend competing' as remedy
from staging.placement
inner join staging.table_meta
    on
        placement.edition_code = table_meta.edition_code
        and placement.table_code = table_meta.table_code
inner join staging.token on list_contains(placement.competing, token.printed)
where
    (token.kind = 'suppressed' and token.token is distinct from table_meta.suppression_label)
    or (token.kind in ('count', 'share') and token.kind <> table_meta.measure)
group by all
