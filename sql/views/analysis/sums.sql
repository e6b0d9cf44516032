-- en: Sums of the printed numbers of a table by a code list: one row for each code above the
--     members of a group in analysis.members, such as adults above their age groups, or _T for all
--     together.
-- en: Unit: that of the table. A sum holds the printed members only; where is_exhaustive is false,
--     the table leaves out a part of its population.
-- en: Hidden: count_min and count_max add up the printed bounds; count is given only where they
--     meet and the place of every cell is known. count_max is empty where a member was not printed.
-- en: Sum: figures are empty where categories overlap; refusal says why. Never add rows of this
--     view.
-- nl: Sommen van de gedrukte cijfers van een tabel naar een codelijst: één rij voor elke code boven
--     de leden van een groep in analysis.members, zoals volwassenen boven hun leeftijdsgroepen, of
--     _T voor alle samen.
-- nl: Eenheid: die van de tabel. Een som bevat alleen de gedrukte leden; waar is_exhaustive onwaar
--     is, laat de tabel een deel van haar populatie weg.
-- nl: Verborgen: count_min en count_max tellen de gedrukte grenzen op; count staat er alleen waar
--     die samenvallen en de plaats van elke cel bekend is. count_max is leeg waar een lid niet
--     gedrukt is.
-- nl: Optellen: cijfers zijn leeg waar categorieën overlappen; refusal zegt waarom. Tel rijen van
--     deze view nooit op.
with recursive members as (
    select * from analysis.members
    where measure = 'count'
),

codes as (
    select * from main.all_codes
),

climb as (
    select
        dimension,
        code,
        parent_code as sum_code
    from codes
    where parent_code is not null
    union all
    select
        climb.dimension,
        climb.code,
        codes.parent_code as sum_code
    from climb
    inner join codes
        on
            climb.dimension = codes.dimension
            and climb.sum_code = codes.code
    where codes.parent_code is not null
),

-- Over several dimensions at once there is one sum: the whole table in a year.
above as (
    select
        members.*,
        coalesce(climb.sum_code, '_T') as sum_code,
        coalesce(codes.label_nl, 'Alles samen') as sum_label_nl,
        coalesce(codes.label_en, 'All together') as sum_label_en
    from members
    left join climb
        on
            members.added_over = climb.dimension
            and members.member_code = climb.code
    left join codes
        on
            climb.dimension = codes.dimension
            and climb.sum_code = codes.code
    where members.member_code <> '_T'
),

summands as (
    select
        *,
        count(competing_cells) over (
            partition by
                edition_code, table_code, added_over, year, within_code, sum_code, row_position
        ) as present_cells
    from above
),

sums as (
    select
        edition_code,
        table_code,
        unit,
        year,
        added_over,
        form_counting_code,
        within_code,
        sum_code,
        sum_label_nl,
        sum_label_en,
        is_exhaustive,
        refusal,
        bool_or(is_newest) as is_newest,
        count(*) as cells,
        count(*) filter (where is_suppressed) as hidden_cells,
        count(*) filter (where placement_code = 'uncertain') as uncertain_cells,
        sum(mart.in_sum(count_min, preferred_min, competing_cells, present_cells)) as sum_min,
        case
            when count(count_max) = count(*)
                then sum(mart.in_sum(count_max, preferred_max, competing_cells, present_cells))
        end as sum_max
    from summands
    group by all
)

select
    edition_code,
    table_code,
    unit,
    year,
    added_over,
    form_counting_code,
    within_code,
    sum_code,
    sum_label_nl,
    sum_label_en,
    case when refusal is null then mart.point(sum_min, sum_max) end::bigint as count,
    case when refusal is null then sum_min end::bigint as count_min,
    case when refusal is null then sum_max end::bigint as count_max,
    cells,
    hidden_cells,
    uncertain_cells,
    is_exhaustive,
    refusal
from sums
qualify
    row_number() over (
        partition by table_code, year, added_over, form_counting_code, within_code, sum_code
        order by is_newest desc, edition_code desc
    ) = 1
