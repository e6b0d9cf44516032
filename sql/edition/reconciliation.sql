-- A rule about how the tables hang together that cannot hold, whatever the hidden cells are.
with broken as (
    select * from quality.reconciliation
    where edition_code = getvariable('edition') and verdict = 'impossible'
)

select
    'reconciliation' as table_code,
    concat_ws(', ', rule_code, nullif(group_code, '_T')) as place,
    if(
        left_min = left_max,
        printf('%g', left_min),
        printf('%g', left_min) || ' to ' || printf('%g', left_max)
    ) as found,
    case rule_kind
        when 'subset' then 'at most '
        when 'overlap' then 'at least '
        else ''
    end
    || if(
        right_min = right_max,
        printf('%.4g', right_min),
        printf('%.4g', right_min) || ' to ' || printf('%.4g', right_max)
    )
    || ': ' || statement_en as expected
from broken
order by sort_order, group_code
