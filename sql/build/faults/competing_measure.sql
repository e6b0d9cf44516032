-- A figure that competes for a cell is one that the table can print.
select
    placement.file,
    placement.line,
    'placements' as column_name,
    token.text as value,
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
inner join staging.token on list_contains(placement.competing, token.text)
where
    (token.kind = 'suppressed' and token.token is distinct from table_meta.suppression_label)
    or case table_meta.measure
        when 'count' then token.kind in ('share', 'decimal')
        when 'share' then token.kind in ('count', 'ranked', 'decimal')
        else token.kind in ('share', 'ranked')
    end
group by all
