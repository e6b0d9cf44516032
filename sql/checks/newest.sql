-- A cell that is called newest and is not, or the other way round: of the editions that print it
-- the newest, and before it those that leave it blank, status L.
with facts as (
    select * from main.facts
),

-- 64 years are the bits of one number, so that there are fewer rows to compare than facts.
prints as (
    select
        edition_code,
        table_code,
        year // 64 as block,
        form_code,
        form_counting_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code,
        bit_or((observation_status_code <> 'L')::ubigint << (year % 64)) as filled,
        bit_or((observation_status_code = 'L')::ubigint << (year % 64)) as blank,
        bit_or(is_newest::ubigint << (year % 64)) as newest,
        bit_or((not is_newest)::ubigint << (year % 64)) as older
    from facts
    group by
        edition_code,
        table_code,
        block,
        form_code,
        form_counting_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code
),

-- A filled cell is the newest when no later edition fills it, a blank one when none fills it and
-- no later edition leaves it blank.
judged as (
    select
        *,
        (filled & ~coalesce(bit_or(filled) over later, 0::ubigint))
        | (blank & ~bit_or(filled) over every & ~coalesce(bit_or(blank) over later, 0::ubigint))
            as expected
    from prints
    window
        every as (
            partition by
                table_code,
                block,
                form_code,
                form_counting_code,
                sector_code,
                origin_code,
                age_code,
                sex_code,
                reporter_code,
                outcome_code
        ),
        later as (
            every
            order by edition_code desc
            rows between unbounded preceding and 1 preceding
        )
),

doubtful as (
    select table_code from judged
    where newest <> expected or older <> ((filled | blank) & ~expected)
)

select
    edition_code,
    table_code,
    row_position,
    column_position,
    is_newest
from facts
where table_code in (select table_code from doubtful)
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
