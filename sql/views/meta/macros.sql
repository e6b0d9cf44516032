-- en: Every macro of this file: how to call it, and what it computes. Macros read no tables.
-- nl: Elke macro van dit bestand: hoe die wordt aangeroepen, en wat die berekent. Macro’s lezen
--     geen tabellen.
with objects as (
    select * from build.objects
)

select
    object_name as macro_name,
    description_nl,
    description_en
from objects
where object_kind = 'macro'
