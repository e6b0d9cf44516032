-- en: Every cell that two editions print differently: its text, or what its hidden figure stands
--     for.
-- en: Unit: that of its table. One row per cell and pair of editions, the older one first. Editions
--     of different series are held against each other only where both print the cell. Empty where
--     there is one edition: then there is no other to hold it against.
-- en: Hidden: a difference is an interval, from the bounds of both prints; nothing is narrowed.
-- en: revision_kind: changed, suppressed (a figure is now hidden), disclosed (a hidden figure is
--     now printed), vanished, appeared; and what an edition brings by itself: year_left,
--     year_entered, table_dropped, table_added.
-- nl: Elke cel die twee edities anders drukken: haar tekst, of waar haar verborgen cijfer voor
--     staat.
-- nl: Eenheid: die van de tabel. Eén rij per cel en paar edities, de oudste eerst. Edities van
--     verschillende reeksen worden alleen met elkaar vergeleken waar beide de cel drukken. Leeg
--     zolang er één editie is: dan is er geen andere om mee te vergelijken.
-- nl: Verborgen: een verschil is een bereik, uit de grenzen van beide gedrukte cijfers; er wordt
--     niets vernauwd.
-- nl: revision_kind: changed (ander cijfer), suppressed (een cijfer is nu verborgen), disclosed
--     (een verborgen cijfer is nu gedrukt), vanished (weggevallen), appeared (bijgekomen); en wat
--     een editie zelf meebrengt: year_left, year_entered, table_dropped, table_added.
with editions as (
    select * from main.dim_edition
),

cells as (
    select * from main.all_cells
),

labels as (
    select * from build.printed_cells
),

pairs as (
    select
        old_edition.edition_code as old_edition_code,
        new_edition.edition_code as new_edition_code,
        coalesce(old_edition.series_code, '') = coalesce(new_edition.series_code, '')
            as is_of_one_series
    from editions as old_edition
    inner join editions as new_edition
        on old_edition.publication_order < new_edition.publication_order
),

old_cells as (
    select
        pairs.old_edition_code,
        pairs.new_edition_code,
        pairs.is_of_one_series,
        cells.*
    from pairs
    inner join cells on pairs.old_edition_code = cells.edition_code
),

new_cells as (
    select
        pairs.old_edition_code,
        pairs.new_edition_code,
        pairs.is_of_one_series,
        cells.*
    from pairs
    inner join cells on pairs.new_edition_code = cells.edition_code
),

-- What the cells of a series have in common; a status or a place is said of one cell.
series as (
    select distinct
        series_key,
        columns(
            lambda name: ends_with(name, '_code')
            and name not in (
                'edition_code',
                'table_code',
                'observation_status_code',
                'confidentiality_status_code',
                'placement_code'
            )
        ),
        measure
    from cells
),

compared as (
    select
        old_edition_code,
        new_edition_code,
        series_key,
        first_year,
        year,
        coalesce(new_cells.table_code, old_cells.table_code) as table_code,
        old_cells.row_position as old_row_position,
        old_cells.column_position as old_column_position,
        new_cells.row_position as new_row_position,
        new_cells.column_position as new_column_position,
        old_cells.page as old_page,
        new_cells.page as new_page,
        old_cells.printed as old_printed,
        new_cells.printed as new_printed,
        old_cells.count_min as old_count_min,
        old_cells.count_max as old_count_max,
        old_cells.preferred_min as old_preferred_min,
        old_cells.preferred_max as old_preferred_max,
        new_cells.count_min as new_count_min,
        new_cells.count_max as new_count_max,
        new_cells.preferred_min as new_preferred_min,
        new_cells.preferred_max as new_preferred_max,
        old_cells.is_suppressed as old_is_suppressed,
        new_cells.is_suppressed as new_is_suppressed,
        old_cells.count as old_count,
        new_cells.count as new_count,
        new_cells.share - old_cells.share as share_difference,
        new_cells.value - old_cells.value as value_difference
    from old_cells
    full join new_cells
        using (
            old_edition_code, new_edition_code, is_of_one_series, series_key, first_year, year
        )
    -- What another publication does not print, it has not dropped.
    where
        is_of_one_series
        or (old_cells.printed is not null and new_cells.printed is not null)
),

table_years as (
    select distinct
        edition_code,
        table_code,
        first_year,
        year
    from cells
),

tables as (
    select distinct
        edition_code,
        table_code
    from cells
)

select
    compared.old_edition_code,
    compared.new_edition_code,
    compared.table_code,
    case
        when compared.new_printed is null and new_tables.table_code is null then 'table_dropped'
        when compared.new_printed is null and new_years.year is null then 'year_left'
        when compared.new_printed is null then 'vanished'
        when compared.old_printed is null and old_tables.table_code is null then 'table_added'
        when compared.old_printed is null and old_years.year is null then 'year_entered'
        when compared.old_printed is null then 'appeared'
        when compared.old_count is not null and compared.new_is_suppressed then 'suppressed'
        when compared.old_is_suppressed and compared.new_count is not null then 'disclosed'
        else 'changed'
    end as revision_kind,
    coalesce(new_labels.label, old_labels.label) as label,
    coalesce(new_labels.column_label, old_labels.column_label) as column_label,
    compared.first_year,
    compared.year,
    series.* exclude (series_key),
    compared.old_page,
    compared.new_page,
    compared.old_printed,
    compared.new_printed,
    compared.old_count_min,
    compared.old_count_max,
    compared.new_count_min,
    compared.new_count_max,
    compared.new_count_min - compared.old_count_max as difference_min,
    compared.new_count_max - compared.old_count_min as difference_max,
    compared.new_count_min / nullif(compared.old_count_max, 0) - 1 as relative_min,
    compared.new_count_max / nullif(compared.old_count_min, 0) - 1 as relative_max,
    compared.share_difference,
    compared.value_difference
from compared
inner join series on compared.series_key = series.series_key
left join tables as old_tables
    on
        compared.old_edition_code = old_tables.edition_code
        and compared.table_code = old_tables.table_code
left join tables as new_tables
    on
        compared.new_edition_code = new_tables.edition_code
        and compared.table_code = new_tables.table_code
left join table_years as old_years
    on
        compared.old_edition_code = old_years.edition_code
        and compared.table_code = old_years.table_code
        and compared.first_year = old_years.first_year
        and compared.year = old_years.year
left join table_years as new_years
    on
        compared.new_edition_code = new_years.edition_code
        and compared.table_code = new_years.table_code
        and compared.first_year = new_years.first_year
        and compared.year = new_years.year
left join labels as old_labels
    on
        compared.old_edition_code = old_labels.edition_code
        and compared.table_code = old_labels.table_code
        and compared.old_row_position = old_labels.row_position
        and compared.old_column_position = old_labels.column_position
left join labels as new_labels
    on
        compared.new_edition_code = new_labels.edition_code
        and compared.table_code = new_labels.table_code
        and compared.new_row_position = new_labels.row_position
        and compared.new_column_position = new_labels.column_position
-- That the place of a figure becomes known, or uncertain, does not revise it.
where
    compared.old_printed is distinct from compared.new_printed
    or compared.old_preferred_min is distinct from compared.new_preferred_min
    or compared.old_preferred_max is distinct from compared.new_preferred_max
