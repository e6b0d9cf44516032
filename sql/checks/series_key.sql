-- A series key that does not say what the codes of its fact say: the table, the measure, and every
-- dimension that is broken down, in alphabetical order.
with series as (
    select distinct
        table_code,
        measure,
        age_code,
        form_code,
        form_counting_code,
        origin_code,
        outcome_code,
        reporter_code,
        sector_code,
        sex_code,
        series_key
    from main.facts
),

named as (
    select
        series_key,
        concat_ws(
            '.',
            table_code,
            measure,
            case when age_code <> '_T' then 'age=' || age_code end,
            case when form_code <> '_T' then 'form=' || form_code || ':' || form_counting_code end,
            case when origin_code <> '_T' then 'origin=' || origin_code end,
            case when outcome_code <> '_T' then 'outcome=' || outcome_code end,
            case when reporter_code <> '_T' then 'reporter=' || reporter_code end,
            case when sector_code <> '_T' then 'sector=' || sector_code end,
            case when sex_code <> '_T' then 'sex=' || sex_code end
        ) as expected
    from series
)

select
    series_key,
    expected
from named
where series_key is distinct from expected
