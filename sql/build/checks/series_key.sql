-- A series key that does not say what the codes of its fact say: the table, the measure, and every
-- dimension that is broken down, in alphabetical order.
with coded as (
    select distinct
        series_key,
        table_code || '.' || measure as head,
        ':' || form_counting_code as counting,
        columns('_code$')
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

-- A code list with a total breaks figures down; the others say how they are counted or printed.
dimensions as (
    select
        dimension,
        dimension || '_code' as column_name
    from main.all_codes
    where code = '_T'
),

parts as (
    select
        codes.number,
        codes.series_key,
        codes.head,
        '.' || dimensions.dimension || '=' || codes.code
        || case dimensions.dimension when 'form' then codes.counting else '' end as part
    from codes
    left join dimensions
        on codes.column_name = dimensions.column_name and codes.code <> '_T'
)

select
    series_key,
    head || coalesce(string_agg(part, '' order by part), '') as expected
from parts
group by number, series_key, head
having series_key <> expected
