-- A mean age outside the ages that the edition prints for the same persons, or for all of them.
with figures as (
    select
        claim.*,
        claim.claimed_value::decimal(12, 3) as stated
    from staging.claim
    where claim.process is not null and claim.claim_kind in ('mean', 'range')
),

codes as (
    select * from staging.figure_code
    where part = 'counts'
),

-- A range says something of the mean where it has no code that the mean has not.
narrower as (
    select
        ranges.edition_code,
        ranges.sort_order as range_order,
        means.sort_order as mean_order
    from figures as ranges
    inner join codes
        on
            ranges.edition_code = codes.edition_code
            and ranges.sort_order = codes.sort_order
    inner join figures as means on ranges.edition_code = means.edition_code
    anti join codes as same
        on
            means.edition_code = same.edition_code
            and means.sort_order = same.sort_order
            and codes.dimension = same.dimension
            and codes.code = same.code
    where codes.code <> '_T'
)

select
    means.file,
    means.counts_line as line,
    'value' as column_name,
    means.claimed_value as value,
    if(ranges.measure = 'lowest_age', 'at least ', 'at most ')
    || ranges.claimed_value || ', as ' || ranges.claim_code || ' says' as expected,
    'mend the figure, or what it counts' as remedy
from figures as means
inner join figures as ranges
    on
        means.edition_code = ranges.edition_code
        and means.process = ranges.process
        and means.year = ranges.year
anti join narrower
    on
        means.edition_code = narrower.edition_code
        and means.sort_order = narrower.mean_order
        and ranges.sort_order = narrower.range_order
where
    means.claim_kind = 'mean'
    and ranges.claim_kind = 'range'
    and ranges.measure is not null
    and if(
        ranges.measure = 'lowest_age',
        means.stated < ranges.stated,
        means.stated > ranges.stated
    )
