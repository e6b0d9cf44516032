-- Only above the size in src/warehouse/build/scale.py: how many cells are stored.
-- What a fact says in words becomes an enumeration: it reads as text and takes a byte or two. A
-- code can only be one of its list: these types prove what foreign keys prove of smaller facts.
-- Values stand in the order of text.
-- noqa: disable=CV07,LT01
create type edition_code as enum (
    select distinct edition_code from staging.table_meta
    order by edition_code
);

create type table_code as enum (
    select distinct table_code from staging.table_meta
    order by table_code
);

create type form_code as enum (
    select distinct code from staging.code_value
    where list_name = 'form'
    order by code
);

create type form_counting_code as enum (
    select distinct code from staging.code_value
    where list_name = 'form_counting'
    order by code
);

create type sector_code as enum (
    select distinct code from staging.code_value
    where list_name = 'sector'
    order by code
);

create type origin_code as enum (
    select distinct code from staging.code_value
    where list_name = 'origin'
    order by code
);

create type age_code as enum (
    select distinct code from staging.code_value
    where list_name = 'age'
    order by code
);

create type sex_code as enum (
    select distinct code from staging.code_value
    where list_name = 'sex'
    order by code
);

create type reporter_code as enum (
    select distinct code from staging.code_value
    where list_name = 'reporter'
    order by code
);

create type outcome_code as enum (
    select distinct code from staging.code_value
    where list_name = 'outcome'
    order by code
);

create type observation_status_code as enum (
    select distinct code from staging.code_value
    where list_name = 'observation_status'
    order by code
);

create type confidentiality_status_code as enum (
    select distinct code from staging.code_value
    where list_name = 'confidentiality_status'
    order by code
);

create type placement_code as enum (
    select distinct code from staging.code_value
    where list_name = 'placement'
    order by code
);

create type measure as enum ('count', 'share');

create type printed as enum (
    select printed from staging.token
    order by printed
);

alter table staging.row_key alter form_code type form_code;
alter table staging.row_key alter form_counting_code type form_counting_code;
alter table staging.row_key alter sector_code type sector_code;
alter table staging.row_key alter origin_code type origin_code;
alter table staging.row_key alter age_code type age_code;
alter table staging.row_key alter sex_code type sex_code;
alter table staging.row_key alter reporter_code type reporter_code;
alter table staging.row_key alter outcome_code type outcome_code;

alter table staging.column_key alter edition_code type edition_code;
alter table staging.column_key alter table_code type table_code;
alter table staging.column_key alter form_code type form_code;
alter table staging.column_key alter form_counting_code type form_counting_code;
alter table staging.column_key alter sector_code type sector_code;
alter table staging.column_key alter origin_code type origin_code;
alter table staging.column_key alter age_code type age_code;
alter table staging.column_key alter sex_code type sex_code;
alter table staging.column_key alter reporter_code type reporter_code;
alter table staging.column_key alter outcome_code type outcome_code;
alter table staging.column_key alter measure type measure;
alter table staging.column_key alter placement_code type placement_code;

alter table staging.token alter printed type printed;
alter table staging.token alter observation_status_code type observation_status_code;
alter table staging.token alter confidentiality_status_code type confidentiality_status_code;

alter table staging.cell_placement alter placement_code type placement_code;

-- As they come, which is by file: to sort them would take a third more of the time.
create or replace view staging.stored_fact as
select * from staging.fact;
