-- en: Every printed nationality within its region, and the rest of the region that print leaves
--     over: Europe is its printed nationalities and all other Europeans. Choose region_table_code,
--     the table that prints the region, and table_code, the one that prints the nationalities.
-- en: Unit: that of the tables. The rest is the same in all rows of a region, year and form.
-- en: Hidden: rest_min and rest_max are the extremes that the printed bounds allow; rest is given
--     only where they meet and every place is known. Where the rest would narrow what a hidden
--     nationality can be, it is empty. rest_max below rest_min: the tables contradict each other.
-- en: Sum: the rest is empty where origins overlap; refusal says why.
-- nl: Elke gedrukte nationaliteit binnen haar werelddeel, en de rest van het werelddeel die de druk
--     overlaat: Europa is zijn gedrukte nationaliteiten en alle andere Europeanen. Kies
--     region_table_code, de tabel die het werelddeel drukt, en table_code, die de nationaliteiten
--     drukt.
-- nl: Eenheid: die van de tabellen. De rest is dezelfde in alle rijen van een werelddeel, jaar en
--     vorm.
-- nl: Verborgen: rest_min en rest_max zijn de uitersten die de gedrukte grenzen toelaten; rest
--     staat er alleen waar die samenvallen en elke plaats bekend is. Waar de rest een verborgen
--     nationaliteit nauwer zou begrenzen, is zij leeg. rest_max kleiner dan rest_min: de tabellen
--     spreken elkaar tegen.
-- nl: Optellen: de rest is leeg waar herkomsten overlappen; refusal zegt waarom.
with recursive cells as (
    select * from analysis.cells
),

members as (
    select * from analysis.members
    where added_over = 'origin' and measure = 'count'
),

codes as (
    select * from main.dim_origin
),

-- A nationality lies in every region above it: Romania in the EU from 2004, in the EU, in Europe.
origins as (
    select
        origin_code,
        parent_code as region_code
    from codes
    where origin_kind = 'nationality' and parent_code <> '_T'
    union all
    select
        origins.origin_code,
        codes.parent_code as region_code
    from origins
    inner join codes on origins.region_code = codes.origin_code
    where codes.parent_code <> '_T'
),

sums as (
    select
        nationalities.*,
        regions.table_code as region_table_code,
        regions.member_code as region_code,
        regions.member_label_nl as region_label_nl,
        regions.member_label_en as region_label_en,
        regions.printed as region_printed,
        regions.count_min as region_min,
        regions.count_max as region_max,
        regions.refusal as region_refusal,
        sum(nationalities.count_min) over region as sum_min,
        case
            when count(nationalities.count_max) over region = count(*) over region
                then sum(nationalities.count_max) over region
        end as sum_max,
        max(nationalities.count_max - nationalities.count_min) over region as widest,
        count(*) over region as cells,
        count(*) filter (where nationalities.is_suppressed) over region as hidden_cells,
        count(*) filter (
            where nationalities.placement_code = 'uncertain' or regions.placement_code = 'uncertain'
        ) over region as uncertain_cells
    from members as nationalities
    inner join origins
        on nationalities.member_code = origins.origin_code
    inner join members as regions
        on
            nationalities.edition_code = regions.edition_code
            and nationalities.process = regions.process
            and nationalities.unit = regions.unit
            and nationalities.population_code = regions.population_code
            and nationalities.year = regions.year
            and nationalities.form_counting_code = regions.form_counting_code
            and nationalities.within_code = regions.within_code
            and origins.region_code = regions.member_code
    where nationalities.is_newest and regions.is_newest
    window
        region as (
            partition by
                regions.edition_code,
                regions.table_code,
                regions.row_position,
                regions.column_position,
                nationalities.table_code
        )
),

judged as (
    select
        *,
        case
            when region_refusal is not null and refusal is not null then region_refusal
            when region_max - sum_min < widest
                then 'A nationality is hidden, and the rest would narrow what it can be.'
        end as rest_refusal
    from sums
)

select
    cells.*,
    judged.region_table_code,
    judged.region_code,
    judged.region_label_nl,
    judged.region_label_en,
    judged.region_printed,
    judged.region_min,
    judged.region_max,
    judged.printed,
    judged.count_min,
    judged.count_max,
    case
        when judged.rest_refusal is null
            then greatest(judged.region_min - coalesce(judged.sum_max, judged.region_min), 0)
    end::bigint as rest_min,
    case
        when judged.rest_refusal is null then judged.region_max - judged.sum_min
    end::bigint as rest_max,
    mart.point(rest_min, rest_max) as rest,
    judged.cells,
    judged.hidden_cells,
    judged.uncertain_cells,
    judged.rest_refusal as refusal
from judged
inner join cells
    on
        judged.edition_code = cells.edition_code
        and judged.table_code = cells.table_code
        and judged.row_position = cells.row_position
        and judged.column_position = cells.column_position
