-- A rule about a share needs the whole of that share; no other rule has one.
select
    file,
    line,
    'whole' as column_name,
    rule_kind as value,
    if(rule_kind = 'share', 'the whole that the share is part of', 'no whole') as expected,
    'add or remove whole' as remedy
from staging.rule
where has_whole <> (rule_kind = 'share')
