-- A selector that names a code which no cell of its table has.
with named as (
    unpivot (
        select
            edition_code,
            file,
            line,
            table_code,
            years as year,
            forms as form,
            sectors as sector,
            origins as origin,
            ages as age,
            sexes as sex,
            reporters as reporter,
            outcomes as outcome
        from staging.selector
    )
    on year, form, sector, origin, age, sex, reporter, outcome
    into name dimension value codes
),

wanted as (
    select
        edition_code,
        file,
        line,
        table_code,
        dimension,
        unnest(codes) as code
    from named
),

present as (
    unpivot (
        select distinct
            edition_code,
            table_code,
            year::varchar as year,
            form_code as form,
            sector_code as sector,
            origin_code as origin,
            age_code as age,
            sex_code as sex,
            reporter_code as reporter,
            outcome_code as outcome
        from staging.fact
        where table_code in (select table_code from staging.selector)
    )
    on year, form, sector, origin, age, sex, reporter, outcome
    into name dimension value code
),

tables as (
    select distinct
        edition_code,
        table_code
    from present
)

select distinct
    wanted.file,
    wanted.line,
    wanted.dimension as column_name,
    wanted.code as value,
    'a code that ' || wanted.table_code || ' has for ' || wanted.dimension as expected,
    'mend the code, or remove what is said of a cell that is gone' as remedy
from wanted
inner join tables
    on wanted.edition_code = tables.edition_code and wanted.table_code = tables.table_code
left join present
    on
        wanted.edition_code = present.edition_code
        and wanted.table_code = present.table_code
        and wanted.dimension = present.dimension
        and wanted.code = present.code
where present.code is null
