-- en: Which sentences of the report do its tables contradict?
-- nl: Welke zinnen van het rapport weerspreken zijn tabellen?
-- part: trust
select
    statement_en,
    printed_words,
    round(value_min, 1) as value_min,
    round(value_max, 1) as value_max
from quality.claims
where verdict = 'contradicted'
order by sort_order
