-- Two facts for one printed cell: the grain is edition, table, row position, column position.
with facts as (
    select
        edition_code,
        table_code,
        row_position,
        column_position
    from main.facts
),

-- 64 neighbours in a row are the bits of one number: fewer bits than facts, and one stands twice.
crowded as (
    select
        edition_code,
        table_code
    from facts
    group by edition_code, table_code, row_position, column_position // 64
    having count(*) <> bit_count(bit_or(1::ubigint << (column_position % 64)))
)

select
    edition_code,
    table_code,
    row_position,
    column_position,
    count(*) as facts
from facts
where (edition_code, table_code) in (select (edition_code, table_code) from crowded)
group by
    edition_code,
    table_code,
    row_position,
    column_position
having count(*) > 1
