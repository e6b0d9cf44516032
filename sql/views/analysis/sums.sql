-- en: Sums of the printed numbers of a table: one row for every code above its members, such as
--     adults above their age groups, and _T for all together. The codes of a row say what it holds.
-- en: Unit: that of the table. A sum holds the printed members only; where is_exhaustive is false,
--     the table leaves out a part of its population.
-- en: Hidden: count_min and count_max add up the printed bounds; count is given only where they
--     meet and the place of every cell is known. count_max is empty where a member was not printed.
-- en: Sum: figures are empty where categories overlap; refusal says why. Never add rows of this
--     view.
-- nl: Sommen van de gedrukte cijfers van een tabel: één rij voor elke code boven haar leden, zoals
--     volwassenen boven hun leeftijdsgroepen, en _T voor alle samen. De codes van een rij zeggen
--     wat zij bevat.
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
    select * from build.all_codes
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
        coalesce(climb.sum_code, '_T') as sum_code
    from members
    left join climb
        on
            members.added_over = climb.dimension
            and members.member_code = climb.code
    where not regexp_matches(members.member_code, '(^|[.])_T($|[.])')
),

-- How many of the cells that compete in a row are in the sum; of all others nobody asks.
competing as (
    select
        edition_code,
        table_code,
        added_over,
        year,
        within_code,
        sum_code,
        row_position,
        count(*) as present_cells
    from above
    where competing_cells is not null
    group by edition_code, table_code, added_over, year, within_code, sum_code, row_position
),

summands as (
    select
        above.*,
        competing.present_cells
    from above
    left join competing
        on
            above.edition_code = competing.edition_code
            and above.table_code = competing.table_code
            and above.added_over = competing.added_over
            and above.year = competing.year
            and above.within_code = competing.within_code
            and above.sum_code = competing.sum_code
            and above.row_position = competing.row_position
),

-- What is added has the code of the sum; all else is the same in all cells of a group.
sums as (
    select
        edition_code,
        table_code,
        process,
        unit,
        population_code,
        year,
        period_start,
        added_over,
        form_counting_code,
        within_code,
        sum_code,
        case when contains(added_over, 'form') then sum_code else min(form_code) end
            as form_code,
        case when contains(added_over, 'sector') then sum_code else min(sector_code) end
            as sector_code,
        case when contains(added_over, 'origin') then sum_code else min(origin_code) end
            as origin_code,
        case when contains(added_over, 'age') then sum_code else min(age_code) end
            as age_code,
        case when contains(added_over, 'sex') then sum_code else min(sex_code) end
            as sex_code,
        case when contains(added_over, 'reporter') then sum_code else min(reporter_code) end
            as reporter_code,
        case when contains(added_over, 'outcome') then sum_code else min(outcome_code) end
            as outcome_code,
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
    group by
        edition_code,
        table_code,
        process,
        unit,
        population_code,
        year,
        period_start,
        added_over,
        form_counting_code,
        within_code,
        sum_code,
        is_exhaustive,
        refusal
)

select
    sums.edition_code,
    sums.table_code,
    sums.process,
    sums.unit,
    sums.population_code,
    sums.year,
    sums.period_start,
    case when sums.form_code = '_T' then '_Z' else sums.form_counting_code end
        as form_counting_code,
    sums.form_code,
    forms.label_nl as form_label_nl,
    forms.label_en as form_label_en,
    sums.sector_code,
    sectors.label_nl as sector_label_nl,
    sectors.label_en as sector_label_en,
    sums.origin_code,
    origins.label_nl as origin_label_nl,
    origins.label_en as origin_label_en,
    sums.age_code,
    ages.label_nl as age_label_nl,
    ages.label_en as age_label_en,
    sums.sex_code,
    sexes.label_nl as sex_label_nl,
    sexes.label_en as sex_label_en,
    sums.reporter_code,
    reporters.label_nl as reporter_label_nl,
    reporters.label_en as reporter_label_en,
    sums.outcome_code,
    outcomes.label_nl as outcome_label_nl,
    outcomes.label_en as outcome_label_en,
    sums.added_over,
    case when sums.refusal is null then mart.point(sums.sum_min, sums.sum_max) end::bigint
        as count,
    case when sums.refusal is null then sums.sum_min end::bigint as count_min,
    case when sums.refusal is null then sums.sum_max end::bigint as count_max,
    sums.cells,
    sums.hidden_cells,
    sums.uncertain_cells,
    sums.is_exhaustive,
    sums.refusal
from sums
inner join main.dim_edition as editions on sums.edition_code = editions.edition_code
inner join main.dim_form as forms on sums.form_code = forms.form_code
inner join main.dim_sector as sectors on sums.sector_code = sectors.sector_code
inner join main.dim_origin as origins on sums.origin_code = origins.origin_code
inner join main.dim_age as ages on sums.age_code = ages.age_code
inner join main.dim_sex as sexes on sums.sex_code = sexes.sex_code
inner join main.dim_reporter as reporters on sums.reporter_code = reporters.reporter_code
inner join main.dim_outcome as outcomes on sums.outcome_code = outcomes.outcome_code
qualify
    row_number() over (
        partition by
            sums.table_code,
            sums.population_code,
            sums.year,
            sums.added_over,
            sums.form_counting_code,
            sums.within_code,
            sums.sum_code
        order by sums.is_newest desc, editions.publication_order desc
    ) = 1
