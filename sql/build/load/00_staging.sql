-- What the loader hands over; `staging` is an attached in-memory database.
-- Variable breakdowns: the dimensions whose member every fact names in a column of its own.
set variable code_columns = list_transform(
    getvariable('breakdowns'),
    lambda name: name || '_code'
);

-- In the order in which cells are described.
create table staging.dimension as
select
    unnest(['year'] || getvariable('breakdowns')) as dimension,
    generate_subscripts(['year'] || getvariable('breakdowns'), 1) as place;

create table staging.seed_file (
    file_number integer,
    file varchar,
    path varchar,
    kind varchar,
    edition_code varchar,
    table_code varchar
);

-- A path is its keys with U+001F between them: to hand over lists takes twice as long.
create table staging.yaml_text (
    file varchar,
    line integer,
    path varchar,
    value varchar
);

create view staging.yaml_value as
select
    file,
    line,
    string_split(path, e'\x1f') as path,
    value
from staging.yaml_text;

-- The words of a name are the dimensions.
create table staging.mart_file (
    mart_name varchar
);

create table staging.code_value (
    file varchar,
    list_name varchar,
    line integer,
    code varchar,
    column_name varchar,
    value varchar
);

create table staging.correction (
    file varchar,
    edition_code varchar,
    line integer,
    table_code varchar,
    row_code varchar,
    column_code varchar,
    questioned_text varchar,
    problem_nl varchar,
    problem_en varchar,
    evidence_nl varchar,
    evidence_en varchar,
    correction_status varchar
);
