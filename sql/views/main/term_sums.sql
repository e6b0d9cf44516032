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
        *,
        bool_or(side = 'of') over cell as is_of,
        bool_or(side = 'per') over cell as is_per
    from terms
    window
        cell as (
            partition by
                edition_code,
                subject_kind,
                subject_code,
                group_code,
                member,
                table_code,
                row_position,
                column_position
        )
),

sums as (
    select
        edition_code,
        subject_kind,
        subject_code,
        group_code,
        member,
        count(*) filter (where is_suppressed and (side = 'of' or not is_of)) as hidden_cells,
        count(*) filter (where placement_code = 'uncertain' and (side = 'of' or not is_of))
            as uncertain_cells,
        bool_or(side = 'per') as has_whole,
        bool_and(is_per) filter (where side = 'of') as is_part,
        coalesce(sum(value_min) filter (where side = 'of'), 0) as of_min,
        case
            when bool_and(value_max is not null) filter (where side = 'of')
                then sum(value_max) filter (where side = 'of')
        end as of_max,
        coalesce(sum(value_min) filter (where side = 'per'), 0) as per_min,
        case
            when bool_and(value_max is not null) filter (where side = 'per')
                then sum(value_max) filter (where side = 'per')
        end as per_max,
        coalesce(sum(value_min) filter (where side = 'per' and not is_of), 0) as rest_min,
        case
            when
                coalesce(
                    bool_and(value_max is not null) filter (where side = 'per' and not is_of), true
                )
                then coalesce(sum(value_max) filter (where side = 'per' and not is_of), 0)
        end as rest_max
    from parts
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
        when not has_whole then of_min
        when is_part then 100 * of_min / nullif(of_min + rest_max, 0)
        else 100 * of_min / nullif(per_max, 0)
    end as value_min,
    case
        when not has_whole then of_max
        when is_part then 100 * of_max / nullif(of_max + rest_min, 0)
        else 100 * of_max / nullif(per_min, 0)
    end as value_max
from sums
