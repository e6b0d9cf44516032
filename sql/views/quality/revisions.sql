-- en: Every cell that two editions print differently: its text, or what its hidden figure stands
--     for.
-- en: Unit: that of its table. One row per cell and pair of editions, the older one first.
-- en: Hidden: a difference is an interval, from the bounds of both prints; nothing is narrowed.
-- en: revision_kind: changed, suppressed (a figure is now hidden), disclosed (a hidden figure is
--     now printed), vanished, appeared; and what an edition brings by itself: year_left,
--     year_entered, table_dropped, table_added.
-- nl: Elke cel die twee edities anders drukken: haar tekst, of waar haar verborgen cijfer voor
--     staat.
-- nl: Eenheid: die van de tabel. Eén rij per cel en paar edities, de oudste eerst.
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
    select * from main.printed_cells
),

pairs as (
    select
        old_edition.edition_code as old_edition_code,
        new_edition.edition_code as new_edition_code
    from editions as old_edition
    inner join editions as new_edition on old_edition.edition_code < new_edition.edition_code
),

old_cells as (
    select
        pairs.old_edition_code,
        pairs.new_edition_code,
        cells.*
    from pairs
    inner join cells on pairs.old_edition_code = cells.edition_code
),

new_cells as (
    select
        pairs.old_edition_code,
        pairs.new_edition_code,
        cells.*
    from pairs
    inner join cells on pairs.new_edition_code = cells.edition_code
),

series as (
    select distinct
        series_key,
        table_code,
        form_code,
        form_counting_code,
        sector_code,
        origin_code,
        age_code,
        sex_code,
        reporter_code,
        outcome_code,
        measure
    from cells
),

compared as (
    select
        old_edition_code,
        new_edition_code,
        series_key,
        year,
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
        new_cells.count_min as new_count_min,
        new_cells.count_max as new_count_max,
        old_cells.is_suppressed as old_is_suppressed,
        new_cells.is_suppressed as new_is_suppressed,
        old_cells.count as old_count,
        new_cells.count as new_count,
        new_cells.share - old_cells.share as share_difference
    from old_cells
    full join new_cells
        using (old_edition_code, new_edition_code, series_key, year)
),

matched as (
    select
        compared.*,
        series.* exclude (series_key)
    from compared
    inner join series on compared.series_key = series.series_key
),

table_years as (
    select distinct
        edition_code,
        table_code,
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
    matched.old_edition_code,
    matched.new_edition_code,
    matched.table_code,
    case
        when matched.new_printed is null and new_tables.table_code is null then 'table_dropped'
        when matched.new_printed is null and new_years.year is null then 'year_left'
        when matched.new_printed is null then 'vanished'
        when matched.old_printed is null and old_tables.table_code is null then 'table_added'
        when matched.old_printed is null and old_years.year is null then 'year_entered'
        when matched.old_printed is null then 'appeared'
        when matched.old_count is not null and matched.new_is_suppressed then 'suppressed'
        when matched.old_is_suppressed and matched.new_count is not null then 'disclosed'
        else 'changed'
    end as revision_kind,
    coalesce(new_labels.label, old_labels.label) as label,
    coalesce(new_labels.column_label, old_labels.column_label) as column_label,
    matched.year,
    matched.form_code,
    matched.form_counting_code,
    matched.sector_code,
    matched.origin_code,
    matched.age_code,
    matched.sex_code,
    matched.reporter_code,
    matched.outcome_code,
    matched.measure,
    matched.old_page,
    matched.new_page,
    matched.old_printed,
    matched.new_printed,
    matched.old_count_min,
    matched.old_count_max,
    matched.new_count_min,
    matched.new_count_max,
    matched.new_count_min - matched.old_count_max as difference_min,
    matched.new_count_max - matched.old_count_min as difference_max,
    matched.new_count_min / nullif(matched.old_count_max, 0) - 1 as relative_min,
    matched.new_count_max / nullif(matched.old_count_min, 0) - 1 as relative_max,
    matched.share_difference
from matched
left join tables as old_tables
    on
        matched.old_edition_code = old_tables.edition_code
        and matched.table_code = old_tables.table_code
left join tables as new_tables
    on
        matched.new_edition_code = new_tables.edition_code
        and matched.table_code = new_tables.table_code
left join table_years as old_years
    on
        matched.old_edition_code = old_years.edition_code
        and matched.table_code = old_years.table_code
        and matched.year = old_years.year
left join table_years as new_years
    on
        matched.new_edition_code = new_years.edition_code
        and matched.table_code = new_years.table_code
        and matched.year = new_years.year
left join labels as old_labels
    on
        matched.old_edition_code = old_labels.edition_code
        and matched.table_code = old_labels.table_code
        and matched.old_row_position = old_labels.row_position
        and matched.old_column_position = old_labels.column_position
left join labels as new_labels
    on
        matched.new_edition_code = new_labels.edition_code
        and matched.table_code = new_labels.table_code
        and matched.new_row_position = new_labels.row_position
        and matched.new_column_position = new_labels.column_position
where
    matched.old_printed is distinct from matched.new_printed
    or matched.old_count_min is distinct from matched.new_count_min
    or matched.old_count_max is distinct from matched.new_count_max
