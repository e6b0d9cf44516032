-- The whole that a printed share would need, in whole numbers, and which total of that unit a table
-- has of that size. The part is what the tables give, or where they give nothing the number that
-- the same sentence prints behind the share ("n=46"). A share counts as printed: to its last digit.
-- Input: subject, build.term_sums (the plain ones), table_codes; variable: the edition.
create table base as
with claims as (
    select
        *,
        claimed_value::double as printed_share,
        if(claimed_value = floor(claimed_value), 0.5, 0.05) as margin
    from published.quality.claims
    where
        edition_code = getvariable('edition')
        and claim_kind = 'share'
        and rounding_code in ('exact', 'whole', 'tenth', 'about')
        and claimed_value > 0
),

numbers as (
    select * from published.quality.claims
    where
        edition_code = getvariable('edition')
        and claim_kind = 'count'
        and starts_with(lower(replace(printed_words, ' ', '')), 'n=')
),

sums as (
    select * from build.term_sums
    where subject_kind = 'plain'
),

computed as (
    select
        claims.claim_code,
        claims.recompute_sql is not null as is_computed,
        claims.section_nl,
        claims.section_en,
        claims.statement_nl,
        claims.statement_en,
        claims.sort_order,
        claims.printed_share,
        claims.margin,
        sums.value_min as part_min,
        sums.value_max as part_max,
        any_value(table_codes.unit) as unit
    from claims
    inner join subject
        on subject.subject_kind = 'claim' and claims.claim_code = subject.subject_code
    inner join sums on 'part.' || subject.subject_number = sums.subject_code
    inner join side_cell on subject.subject_number = side_cell.subject_number
    inner join table_codes on side_cell.table_code = table_codes.table_code
    where side_cell.side = 'sum'
    group by all
),

said as (
    select
        claims.claim_code,
        claims.recompute_sql is not null as is_computed,
        claims.section_nl,
        claims.section_en,
        claims.statement_nl,
        claims.statement_en,
        claims.sort_order,
        claims.printed_share,
        claims.margin,
        numbers.claimed_value::double as part_min,
        numbers.claimed_value::double as part_max,
        numbers.claim_unit as unit
    from claims
    inner join numbers using (sentence_digest)
    where claims.recompute_sql is null
),

parts as (
    select * from computed
    union all
    select * from said
),

needed as (
    select
        *,
        ceil(100 * part_min / (printed_share + margin) - 1e-9)::bigint as base_min,
        floor(100 * part_max / (printed_share - margin) + 1e-9)::bigint as base_max
    from parts
),

totals as (
    select
        sums.*,
        table_codes.table_code,
        table_codes.unit,
        string_split(sums.subject_code, '.')[2] as year
    from sums
    inner join table_codes
        on
            string_split(sums.subject_code, '.')[3] = table_codes.table_code
            and table_codes.dimension = 'year'
    where starts_with(sums.subject_code, 'total.')
)

select
    needed.claim_code,
    needed.is_computed,
    needed.section_nl,
    needed.section_en,
    needed.statement_nl,
    needed.statement_en,
    needed.printed_share,
    needed.sort_order,
    needed.part_min,
    needed.part_max,
    needed.base_min,
    needed.base_max,
    needed.unit,
    list(totals.table_code || ' ' || totals.year order by totals.table_code, totals.year)
    filter (where totals.table_code is not null) as totals
from needed
left join totals
    on
        needed.unit = totals.unit
        and needed.base_max >= totals.value_min
        and needed.base_min <= totals.value_max
where needed.base_min <= needed.base_max
group by all
order by needed.sort_order;
