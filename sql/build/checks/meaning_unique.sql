-- Two cells of one edition that mean the same: of one series and one year.
with facts as (
    select
        edition_code,
        series_key,
        year
    from main.facts
),

-- 64 years are the bits of one number: fewer bits than facts, and one year stands twice.
crowded as (
    select
        edition_code,
        series_key
    from facts
    group by edition_code, series_key, year // 64
    having count(*) <> bit_count(bit_or(1::ubigint << (year % 64)))
)

select
    edition_code,
    series_key,
    year,
    count(*) as facts
from facts
where (edition_code, series_key) in (select (edition_code, series_key) from crowded)
group by edition_code, series_key, year
having count(*) > 1
