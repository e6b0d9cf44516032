-- en: Share of every printed cell in the whole that it is a part of: all cells of its group in
--     analysis.members, its own among them. From the newest edition that prints the cell.
-- en: Unit: fraction of the printed whole, from 0 to 1; where is_exhaustive is false, the table
--     leaves out a part of its population, so that a share of all would be smaller.
-- en: Hidden: share_min and share_max are the extremes that the printed bounds allow; share is
--     given only where they meet and the place of every cell is known.
-- en: Sum: shares are empty where categories overlap; refusal says why. Choose added_over.
-- nl: Aandeel van elke gedrukte cel in het geheel waar zij een deel van is: alle cellen van haar
--     groep in analysis.members, zijzelf inbegrepen. Uit de nieuwste editie die de cel drukt.
-- nl: Eenheid: fractie van het gedrukte geheel, van 0 tot 1; waar is_exhaustive onwaar is, laat de
--     tabel een deel van haar populatie weg, zodat een aandeel in allen kleiner zou zijn.
-- nl: Verborgen: share_min en share_max zijn de uitersten die de gedrukte grenzen toelaten; share
--     staat er alleen waar die samenvallen en de plaats van elke cel bekend is.
-- nl: Optellen: aandelen zijn leeg waar categorieën overlappen; refusal zegt waarom. Kies
--     added_over.
with cells as (
    select * from analysis.cells
),

members as (
    select
        *,
        count(competing_cells) over (
            partition by edition_code, table_code, added_over, year, within_code, row_position
        ) as present_cells
    from analysis.members
    -- A total that is printed beside its parts is none of them.
    where not regexp_matches(member_code, '(^|[.])_T($|[.])')
),

-- The rest of a cell of uncertain place lacks a cell that competes with the others.
summands as (
    select
        *,
        mart.in_sum(count_min, preferred_min, competing_cells, present_cells) as summand_min,
        mart.in_sum(count_max, preferred_max, competing_cells, present_cells) as summand_max
    from members
),

wholes as (
    select
        members.*,
        case
            when members.competing_cells is null then sum(members.summand_min) over whole
            else sum(members.count_min) over whole
        end - members.count_min as rest_min,
        case
            when
                count(*) over whole - count(members.count_max) over whole
                > (members.count_max is null)::integer
                then null
            when members.competing_cells is null then sum(members.summand_max) over whole
            else sum(members.count_max) over whole
        end - coalesce(members.count_max, 0) as rest_max,
        count(*) over whole as cells,
        count(*) filter (where members.is_suppressed) over whole as hidden_cells,
        count(*) filter (where members.placement_code = 'uncertain') over whole as uncertain_cells
    from summands as members
    window
        whole as (
            partition by
                members.edition_code,
                members.table_code,
                members.added_over,
                members.year,
                members.within_code
        )
),

shares as (
    select
        *,
        case
            when refusal is null then mart.share_min(count_min, count_max, rest_max)
        end as share_min,
        case
            when refusal is null then mart.share_max(count_max, rest_min, rest_max)
        end as share_max
    from wholes
    where is_newest
)

select
    cells.*,
    shares.added_over,
    shares.member_code,
    shares.member_label_nl,
    shares.member_label_en,
    shares.printed,
    shares.count_min,
    shares.count_max,
    mart.point(shares.share_min, shares.share_max) as share,
    shares.share_min,
    shares.share_max,
    shares.cells,
    shares.hidden_cells,
    shares.uncertain_cells,
    shares.is_exhaustive,
    shares.refusal
from shares
inner join cells
    on
        shares.edition_code = cells.edition_code
        and shares.table_code = cells.table_code
        and shares.row_position = cells.row_position
        and shares.column_position = cells.column_position
