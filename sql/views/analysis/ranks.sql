-- en: Rank of every printed number among the cells of its group in analysis.members, by one
--     dimension: 1 is the largest, equal figures share a rank. From the newest edition that prints
--     the cell.
-- en: Unit: ranks. Surely in the top N are rows with rank_max <= N, possibly those with rank_min <=
--     N.
-- en: Hidden: rank_min and rank_max are the extremes that the printed bounds allow; rank is given
--     only where they meet and the place of every cell is known.
-- en: All printed members compete, also the unknown and the other ones; totals do not.
-- nl: Rang van elk gedrukt cijfer onder de cellen van zijn groep in analysis.members, naar één
--     dimensie: 1 is de grootste, gelijke cijfers delen een rang. Uit de nieuwste editie die de cel
--     drukt.
-- nl: Eenheid: rangen. Zeker bij de eerste N zijn rijen met rank_max <= N, mogelijk die met
--     rank_min <= N.
-- nl: Verborgen: rank_min en rank_max zijn de uitersten die de gedrukte grenzen toelaten; rank
--     staat er alleen waar die samenvallen en de plaats van elke cel bekend is.
-- nl: Alle gedrukte leden doen mee, ook de onbekende en de overige; totalen niet.
with cells as (
    select * from analysis.cells
),

members as (
    select
        *,
        coalesce(count_max, 'infinity'::double) as count_limit
    from analysis.members
    where
        measure = 'count'
        and not contains(added_over, ',')
        and member_code <> '_T'
),

-- A member is a rival of itself too, but never ahead of itself.
ranked as (
    select
        members.edition_code,
        members.table_code,
        members.row_position,
        members.column_position,
        members.added_over,
        1 + count(*) filter (where rivals.count_min > members.count_limit) as rank_min,
        count(*) filter (
            where rivals.count_limit > members.count_min or rivals.member_code = members.member_code
        ) as rank_max,
        count(*) as cells,
        count(*) filter (where rivals.is_suppressed) as hidden_cells,
        count(*) filter (where rivals.placement_code = 'uncertain') as uncertain_cells
    from members
    inner join members as rivals
        on
            members.edition_code = rivals.edition_code
            and members.table_code = rivals.table_code
            and members.added_over = rivals.added_over
            and members.year = rivals.year
            and members.within_code = rivals.within_code
    where members.is_newest
    group by
        members.edition_code,
        members.table_code,
        members.row_position,
        members.column_position,
        members.added_over
)

select
    cells.*,
    members.added_over,
    members.member_code,
    members.member_label_nl,
    members.member_label_en,
    members.printed,
    members.count_min,
    members.count_max,
    mart.point(ranked.rank_min, ranked.rank_max) as rank,
    ranked.rank_min,
    ranked.rank_max,
    ranked.cells,
    ranked.hidden_cells,
    ranked.uncertain_cells
from ranked
inner join members
    on
        ranked.edition_code = members.edition_code
        and ranked.table_code = members.table_code
        and ranked.row_position = members.row_position
        and ranked.column_position = members.column_position
        and ranked.added_over = members.added_over
inner join cells
    on
        ranked.edition_code = cells.edition_code
        and ranked.table_code = cells.table_code
        and ranked.row_position = cells.row_position
        and ranked.column_position = cells.column_position
