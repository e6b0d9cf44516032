-- Every macro of this file: how to call it, and what it computes. Macros read no tables.
with objects as (
    select * from main.build_object
)

select
    object_name as macro_name,
    description
from objects
where object_kind = 'macro'
