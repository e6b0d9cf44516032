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

-- Equal cells have equal hashes: only those few are compared by their columns.
hashed as (
    select
        *,
        hash(
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
    year,
    form_code,
    sector_code,
    origin_code,
    age_code,
    sex_code,
    reporter_code,
    outcome_code,
    count(*) as facts
from hashed
where digest in (select digest from doubled)
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
