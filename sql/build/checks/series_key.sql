-- A series key that does not say what the codes of its fact say: the table, the measure, and in
-- alphabetical order the population, every dimension that is broken down, and how many years a
-- period has.
with coded as (
    select distinct
        series_key,
        table_code || '.' || measure as head,
        ':' || form_counting_code as counting,
        if(first_year < year, '.years=' || (year - first_year + 1), '') as period,
        columns(
            lambda name: ends_with(name, '_code')
            and name not in (
                'edition_code',
                'table_code',
                'form_counting_code',
                'observation_status_code',
                'confidentiality_status_code',
                'placement_code'
            )
        )
    from main.facts
),

numbered as (
    select
        *,
        row_number() over () as number
    from coded
),

codes as (
    unpivot numbered
    on columns('_code$')
    into name column_name value code
),

parts as (
    select
        number,
        series_key,
        head,
        period,
        case
            when code <> '_T'
                then
                    '.' || replace(column_name, '_code', '=') || code
                    || case column_name when 'form_code' then counting else '' end
        end as part
    from codes
)

select
    series_key,
    head || coalesce(string_agg(part, '' order by part), '') || period as expected
from parts
group by number, series_key, head, period
having series_key <> expected
