-- A star of synthetic figures, grown from the newest edition of a warehouse attached as `source`.
-- Later editions repeat its tables, a year further each, for as many places as there are copies; a
--     place stands behind the code of the origin. Figures are drawn, and hidden where below 5.
-- Variables: seed, editions, copies.
create temp table place as
select
    place,
    '~' || lpad(place::varchar, 4, '0') as suffix
from range(1, getvariable('copies')::bigint + 1) as places (place);

create temp table later as
select
    source_edition.edition_code as from_code,
    step::smallint as step,
    (source_edition.edition_code::integer + step)::varchar as edition_code
from (from source.main.dim_edition order by publication_order desc limit 1) as source_edition
cross join range(1, getvariable('editions')::bigint + 1) as steps (step);

create table main.dim_edition as
from source.main.dim_edition
union all
select
    editions.* replace (
        later.edition_code as edition_code,
        (editions.edition_year + later.step)::smallint as edition_year,
        (editions.publication_order + later.step)::smallint as publication_order,
        (later.edition_code::integer - 1)::varchar as previous_edition_code,
        'Synthetic figures ' || later.edition_code || ', drawn with seed ' || getvariable('seed')
            as title,
        'Nobody: synthetic figures' as publisher,
        (editions.published_year + later.step)::smallint as published_year,
        'synthetic' as source_file,
        repeat('0', 64) as source_sha256,
        'Synthetic figures, for measuring only' as licence,
        'Do not cite: synthetic figures' as citation
    )
from source.main.dim_edition as editions
inner join later on editions.edition_code = later.from_code;

create table main.dim_year as
from source.main.dim_year
union
select
    (years.year + later.step)::smallint as year,
    (years.year + later.step)::varchar,
    (years.year + later.step)::varchar,
    make_date(years.year + later.step, 1, 1),
    make_date(years.year + later.step, 12, 31)
from source.main.dim_year as years
cross join later
order by year;

create table main.dim_origin as
from source.main.dim_origin
union all
select
    origins.* replace (
        origins.origin_code || place.suffix as origin_code,
        origins.label_nl || ' (synthetic place ' || place.place || ')' as label_nl,
        origins.label_en || ' (synthetic place ' || place.place || ')' as label_en,
        origins.parent_code || place.suffix as parent_code
    )
from source.main.dim_origin as origins
cross join place;

create table main.dim_table as
from source.main.dim_table
union all
select
    tables.* replace (
        later.edition_code as edition_code,
        tables.heading_nl || ' (synthetic)' as heading_nl,
        tables.heading_en || ' (synthetic)' as heading_en,
        'Verzonnen cijfers.' as notes_nl,
        'Synthetic figures.' as notes_en,
        later.edition_code || '.' || tables.table_code as table_key
    )
from source.main.dim_table as tables
inner join later on tables.edition_code = later.from_code;

create table main.correction as
from source.main.correction
union all
select corrections.* replace (later.edition_code as edition_code)
from source.main.correction as corrections
inner join later on corrections.edition_code = later.from_code;

create table main.report_column as
from source.main.report_column
union all
select headings.* replace (later.edition_code as edition_code)
from source.main.report_column as headings
inner join later on headings.edition_code = later.from_code;

-- Rows of the places follow each other.
create temp table height as
select
    table_code,
    max(row_position) as height
from source.main.report_row
where edition_code = (select any_value(from_code) from later)
group by table_code;

create table main.report_row as
from source.main.report_row
union all
select
    headings.* replace (
        later.edition_code as edition_code,
        (headings.row_position + (place.place - 1) * height.height)::smallint as row_position,
        headings.row_code || case when place.place > 1 then place.suffix else '' end as row_code
    )
from source.main.report_row as headings
inner join later on headings.edition_code = later.from_code
inner join height on headings.table_code = height.table_code
cross join place;

create temp view drawn as
with facts as (
    select * exclude (process) from source.main.facts
),

placed as (
    select
        facts.* replace (
            later.edition_code as edition_code,
            (facts.row_position + (place.place - 1) * height.height)::smallint as row_position,
            (facts.first_year + later.step)::smallint as first_year,
            (facts.year + later.step)::smallint as year,
            facts.origin_code || place.suffix as origin_code,
            array_to_string(
                string_split(facts.series_key, '.')[1:2]
                || list_sort(
                    list_filter(
                        string_split(facts.series_key, '.')[3:],
                        lambda part: not starts_with(part, 'origin=')
                    )
                    || ['origin=' || facts.origin_code || place.suffix]
                ),
                '.'
            ) as series_key,
            later.edition_code || '.' || facts.table_code as table_key
        ),
        tables.process,
        tables.suppression_label,
        tables.suppression_min,
        tables.suppression_max
    from facts
    inner join later on facts.edition_code = later.from_code
    inner join source.main.dim_table as tables
        on facts.edition_code = tables.edition_code and facts.table_code = tables.table_code
    inner join height on facts.table_code = height.table_code
    cross join place
),

-- Two numbers from 0 to 1 for each cell, the same for the same seed.
chances as (
    select
        *,
        hash(getvariable('seed'), edition_code, table_code, row_position, column_position)
        / 18446744073709551616.0 as chance,
        hash(edition_code, table_code, row_position, column_position, getvariable('seed'))
        / 18446744073709551616.0 as other_chance
    from placed
),

-- Small figures are common. 2 in 100 cells are not printed and 1 in 100 lost its place.
figures as (
    select
        *,
        floor(-40 * ln(1 - least(chance, 0.999999)))::integer as figure,
        round(chance, 2)::decimal(5, 4) as fraction,
        case
            when measure <> 'count' then 'A'
            when other_chance < 0.02 then 'L'
            when other_chance < 0.03 then 'O'
            when figure between suppression_min and suppression_max then 'Q'
            else 'A'
        end as status
    from chances
)

select
    * exclude (
        suppression_label, suppression_min, suppression_max, chance, other_chance, figure, fraction,
        status
    ) replace (
        case status
            when 'L' then ':'
            when 'O' then '?'
            when 'Q' then suppression_label
            else
                case measure
                    when 'share' then (100 * fraction)::integer || '%'
                    when 'count' then figure::varchar
                    else printed
                end
        end as printed,
        case when status = 'A' and measure = 'count' then figure end as count,
        case
            when status = 'L' or measure <> 'count' then null
            when status = 'Q' then suppression_min
            when status = 'O' then 0
            else figure
        end as count_min,
        case
            when status = 'L' or measure <> 'count' then null
            when status = 'Q' then suppression_max
            when status = 'O' then figure + 9
            else figure
        end as count_max,
        case when measure = 'share' then fraction end as share,
        status = 'Q' as is_suppressed,
        status as observation_status_code,
        if(status = 'Q', 'A', 'F') as confidentiality_status_code,
        if(status = 'O', 'uncertain', 'printed') as placement_code,
        case when status = 'O' then 'Verzonnen: geloot als verloren.' end as placement_reason_nl,
        case when status = 'O' then 'Synthetic: drawn as lost.' end as placement_reason_en,
        case when status = 'O' then 1 end::smallint as competing_cells
    )
from figures;

-- Later editions print again what earlier ones did, where years and places are the same.
create temp view fact as
with facts as (
    from source.main.facts
    union all by name
    from drawn
)

select
    facts.*,
    (facts.observation_status_code <> 'L')::integer * 100000 + editions.publication_order
        as precedence
from facts
inner join main.dim_edition as editions on facts.edition_code = editions.edition_code;

create temp table newest as
select
    series_key,
    year,
    max(precedence) as precedence
from fact
group by series_key, year;

create temp view marked as
select fact.* exclude (precedence)
    replace (fact.precedence = newest.precedence as is_newest)
from fact
inner join newest on fact.series_key = newest.series_key and fact.year = newest.year;

create table main.fact_victims as
select * exclude (process) from marked where process = 'victims';

create table main.fact_suspects as
select * exclude (process) from marked where process = 'suspects';

create table main.fact_cases as
select * exclude (process) from marked where process = 'cases';
