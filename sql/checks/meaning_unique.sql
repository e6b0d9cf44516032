-- Two cells of one table and edition that mean the same: the same members of all dimensions.
with facts as (
    select
        edition_code,
        table_code,
        year,
        form_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code
    from main.facts
),

-- 64 years are the bits of one number: fewer bits than facts, and one year stands twice.
crowded as (
    select
        edition_code,
        table_code
    from facts
    group by
        edition_code,
        table_code,
        year // 64,
        form_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code
    having count(*) <> bit_count(bit_or(1::ubigint << (year % 64)))
)

select
    edition_code,
    table_code,
    year,
    form_code,
    sector_code,
    origin_code,
    age_code,
    sex_code,
    reporter_code,
    outcome_code,
    count(*) as facts
from facts
where (edition_code, table_code) in (select (edition_code, table_code) from crowded)
group by
    edition_code,
    table_code,
    year,
    form_code,
    sector_code,
    origin_code,
    age_code,
    sex_code,
    reporter_code,
    outcome_code
having count(*) > 1
