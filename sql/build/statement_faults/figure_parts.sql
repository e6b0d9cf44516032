-- A claim that states a figure says what it counts; one that states none does not, and a share says
-- of which whole it is a part.
with judged as (
    select
        claim.*,
        claim.claim_kind in ('rank', 'trend') as has_no_figure,
        coalesce(figure_key.form_code, '_T') <> '_T' as has_form,
        regexp_matches(
            regexp_replace(claim.printed_words, '\b(19|20)[0-9]{2}\b', '', 'g'), '[0-9]'
        ) as has_number
    from staging.claim
    left join staging.figure_key
        on
            claim.edition_code = figure_key.edition_code
            and claim.sort_order = figure_key.sort_order
),

expectations as (
    select
        *,
        case
            when process is null and (has_no_figure or not has_number) then null
            when process is null then 'what the figure counts (counts)'
            when has_no_figure then 'no counts, since it states no figure'
            when claim_kind = 'share' and whole_codes is null
                then 'the whole of which it is a part (within)'
            when claim_kind <> 'share' and whole_codes is not null then 'no within'
            when claim_kind = 'difference' and base_year is null
                then 'the year that it is held against (base_year)'
            when claim_kind <> 'difference' and base_year is not null then 'no base_year'
            when claim_kind = 'range' and measure is null then 'lowest_age or highest_age (measure)'
            when claim_kind <> 'range' and measure is not null then 'no measure'
            when has_form and form_counting_code is null
                then 'how forms are counted (form_counting)'
            when not has_form and form_counting_code is not null then 'no form_counting'
            when first_year > year then 'a first_year that is not later than the year'
        end as expected
    from judged
)

select
    file,
    coalesce(counts_line, line) as line,
    'counts' as column_name,
    printed_words as value,
    expected,
    'mend what the claim says that it counts' as remedy
from expectations
where expected is not null
