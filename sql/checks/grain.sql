-- Two facts for one printed cell: the grain is edition, table, row position, column position.
with facts as (
    select
        edition_code,
        table_code,
        row_position,
        column_position
    from main.facts
),

-- Equal cells have equal hashes: only those few are compared by their columns.
hashed as (
    select
        *,
        hash(
            edition_code,
            table_code,
            row_position,
            column_position
        ) as digest
    from facts
),

doubled as (
    select digest from hashed
    group by digest
    having count(*) > 1
)

select
    edition_code,
    table_code,
    row_position,
    column_position,
    count(*) as facts
from hashed
where digest in (select digest from doubled)
group by
    edition_code,
    table_code,
    row_position,
    column_position
having count(*) > 1
