-- A cell that is called newest and is not, or the other way round: of the editions that print it
-- the newest, and before it those that leave it blank, status L.
with facts as (
    select * from main.facts
),

repeated as (
    select table_code from main.dim_table
    group by table_code
    having count(*) > 1
),

-- Equal cells have equal hashes: only those few are compared by their columns.
hashed as (
    select
        *,
        hash(
            table_code,
            year,
            form_code,
            form_counting_code,
            sector_code,
            origin_code,
            age_code,
            sex_code,
            reporter_code,
            outcome_code
        ) as digest
    from facts
    where table_code in (select table_code from repeated)
),

doubtful as (
    select digest from hashed
    group by digest
    having
        count(*) filter (where is_newest) <> 1
        or max(edition_code) filter (where is_newest) is distinct from coalesce(
            max(edition_code) filter (where observation_status_code <> 'L'), max(edition_code)
        )
)

select
    edition_code,
    table_code,
    row_position,
    column_position,
    is_newest
from hashed
where digest in (select digest from doubtful)
qualify
    is_newest <> (
        row_number() over (
            partition by
                table_code,
                year,
                form_code,
                form_counting_code,
                sector_code,
                origin_code,
                age_code,
                sex_code,
                reporter_code,
                outcome_code
            order by observation_status_code = 'L', edition_code desc
        ) = 1
    )

union all

-- What only one edition prints.
select
    edition_code,
    table_code,
    row_position,
    column_position,
    is_newest
from facts
where not is_newest and table_code not in (select table_code from repeated)
