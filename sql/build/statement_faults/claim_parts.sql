-- A claim whose kind needs other parts than it has.
with judged as (
    select
        *,
        case
            when has_cells and reason_en is not null
                then 'cells to compute with (of), or a reason why there are none, not both'
            when not has_cells and reason_en is null
                then 'cells to compute with (of), or a reason why there are none'
            when claim_kind <> 'trend' and starts_with(claimed_value, '-')
                then 'a value of zero or more'
            when not has_cells then null
            when claim_kind in ('difference', 'trend') and competitors <> 1
                then 'exactly one measure under against'
            when claim_kind = 'rank' and (competitors = 0 or rank_from is null)
                then 'the competitors under against, and rank_from'
            when claim_kind not in ('difference', 'trend', 'rank') and competitors > 0
                then 'no measure under against'
            when claim_kind <> 'rank' and rank_from is not null then 'no rank_from'
        end as expected
    from staging.claim
)

select
    file,
    line,
    'kind' as column_name,
    claim_kind as value,
    expected,
    'add or remove what the kind of claim needs' as remedy
from judged
where expected is not null
