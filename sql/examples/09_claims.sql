-- nl: Welke zinnen van het rapport kloppen niet met de tabellen?
-- en: Which sentences of the report do not agree with its tables?
select
    statement_nl,
    statement_en,
    printed_words,
    value_min,
    value_max
from quality.claims
where verdict = 'contradicted'
order by sort_order
