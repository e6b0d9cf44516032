-- A cell that is called newest and is not, or the other way round: of the editions that print it
-- the newest, and before it those that leave it blank, status L.
with facts as (
    select
        facts.*,
        editions.publication_order
    from main.facts
    inner join main.dim_edition as editions using (edition_code)
),

-- 64 years are the bits of one number, so that there are fewer rows to compare than facts.
prints as (
    select
        publication_order,
        series_key,
        year // 64 as block,
        bit_or((observation_status_code <> 'L')::ubigint << (year % 64)) as filled,
        bit_or((observation_status_code = 'L')::ubigint << (year % 64)) as blank,
        bit_or(is_newest::ubigint << (year % 64)) as newest,
        bit_or((not is_newest)::ubigint << (year % 64)) as older
    from facts
    group by publication_order, series_key, block
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
        every as (partition by series_key, block),
        later as (
            every
            order by publication_order desc
            rows between unbounded preceding and 1 preceding
        )
),

doubtful as (
    select series_key from judged
    where newest <> expected or older <> ((filled | blank) & ~expected)
)

select
    edition_code,
    table_code,
    row_position,
    column_position,
    is_newest
from facts
where series_key in (select series_key from doubtful)
qualify
    is_newest <> (
        row_number() over (
            partition by series_key, year
            order by observation_status_code = 'L', publication_order desc
        ) = 1
    )
