-- en: What the cells of each claim and rule add up to: one interval per member (see
--     main.term_cells).
-- en: Unit: that of the tables, or percent where a share is taken.
-- en: Hidden: every hidden cell counts with its printed bounds; value_max is empty without a limit.
-- nl: Waartoe de cellen van elke bewering en regel optellen: één bereik per lid (zie
--     main.term_cells).
-- nl: Eenheid: die van de tabellen, of procenten waar een aandeel wordt genomen.
-- nl: Verborgen: elke verborgen cel telt met haar gedrukte grenzen; value_max is leeg als er geen
--     grens is.
with terms as (
    select * from main.term_cells
),

-- The same cell can stand in both sides of a share: as a part, and in the whole.
parts as (
    select
        terms.*,
        others.side is not null as is_in_both
    from terms
    left join terms as others
        on
            terms.edition_code = others.edition_code
            and terms.subject_kind = others.subject_kind
            and terms.subject_code = others.subject_code
            and terms.group_code = others.group_code
            and terms.member = others.member
            and terms.table_code = others.table_code
            and terms.row_position = others.row_position
            and terms.column_position = others.column_position
            and terms.side <> others.side
),

-- How many of the cells that compete in a row are in the sum; of all others nobody asks.
competing as (
    select
        edition_code,
        subject_kind,
        subject_code,
        group_code,
        member,
        side,
        table_code,
        row_position,
        count(*) as present_cells,
        count(*) filter (where not is_in_both) as present_in_rest
    from parts
    where competing_cells is not null
    group by
        edition_code,
        subject_kind,
        subject_code,
        group_code,
        member,
        side,
        table_code,
        row_position
),

present as (
    select
        parts.*,
        competing.present_cells,
        competing.present_in_rest
    from parts
    left join competing
        on
            parts.edition_code = competing.edition_code
            and parts.subject_kind = competing.subject_kind
            and parts.subject_code = competing.subject_code
            and parts.group_code = competing.group_code
            and parts.member = competing.member
            and parts.side = competing.side
            and parts.table_code = competing.table_code
            and parts.row_position = competing.row_position
),

summands as (
    select
        *,
        mart.in_sum(value_min, preferred_min, competing_cells, present_cells) as least,
        mart.in_sum(value_max, preferred_max, competing_cells, present_cells) as most,
        mart.in_sum(value_min, preferred_min, competing_cells, present_in_rest) as least_in_rest,
        mart.in_sum(value_max, preferred_max, competing_cells, present_in_rest) as most_in_rest
    from present
),

sums as (
    select
        edition_code,
        subject_kind,
        subject_code,
        group_code,
        member,
        count(*) filter (where is_suppressed and (side = 'sum' or not is_in_both)) as hidden_cells,
        count(*) filter (where placement_code = 'uncertain' and (side = 'sum' or not is_in_both))
            as uncertain_cells,
        bool_or(side = 'whole') as has_whole,
        bool_and(is_in_both) filter (where side = 'sum') as is_part,
        coalesce(sum(least) filter (where side = 'sum'), 0) as sum_min,
        case
            when bool_and(value_max is not null) filter (where side = 'sum')
                then sum(most) filter (where side = 'sum')
        end as sum_max,
        coalesce(sum(least) filter (where side = 'whole'), 0) as whole_min,
        case
            when bool_and(value_max is not null) filter (where side = 'whole')
                then sum(most) filter (where side = 'whole')
        end as whole_max,
        coalesce(sum(least_in_rest) filter (where side = 'whole' and not is_in_both), 0)
            as rest_min,
        case
            when
                coalesce(
                    bool_and(value_max is not null)
                    filter (where side = 'whole' and not is_in_both),
                    true
                )
                then coalesce(sum(most_in_rest) filter (where side = 'whole' and not is_in_both), 0)
        end as rest_max
    from summands
    group by edition_code, subject_kind, subject_code, group_code, member
)

select
    edition_code,
    subject_kind,
    subject_code,
    group_code,
    member,
    hidden_cells,
    uncertain_cells,
    case
        when not has_whole then sum_min
        when is_part then 100 * sum_min / nullif(sum_min + rest_max, 0)
        else 100 * sum_min / nullif(whole_max, 0)
    end as value_min,
    case
        when not has_whole then sum_max
        when is_part then 100 * sum_max / nullif(sum_max + rest_min, 0)
        else 100 * sum_max / nullif(whole_min, 0)
    end as value_max
from sums
