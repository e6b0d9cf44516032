-- Only above the size in src/warehouse/build/scale.py: how many cells are stored.
-- What a fact says in words becomes an enumeration: it reads as text and takes a byte or two. A
-- code can only be one of its list: these types prove what foreign keys prove of smaller facts.
create or replace view staging.enumerated as
select
    list_name || '_code' as type_name,
    code as value
from staging.code_value

union

select
    'edition_code' as type_name,
    edition_code as value
from staging.table_meta

union

select
    'table_code' as type_name,
    table_code as value
from staging.table_meta

union

select
    'measure' as type_name,
    measure as value
from staging.table_meta
where measure is not null

union

select
    'printed' as type_name,
    printed as value
from staging.token;

-- As they come, which is by file: to sort them would take a third more of the time.
create or replace view staging.stored_fact as
select * from staging.fact;
