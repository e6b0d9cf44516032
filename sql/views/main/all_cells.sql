-- en: Every printed cell of every edition: the facts together, with the table that each cell is in.
-- en: Unit: that of its table (victims, suspects or cases); never add cells of different tables.
-- en: is_newest: no newer edition prints the same cell; the marts show these.
-- en: Hidden: count is null and the bounds are those that the table gives to its token.
-- nl: Elke gedrukte cel van elke editie: de feiten samen, met de tabel waarin elke cel staat.
-- nl: Eenheid: die van de tabel (slachtoffers, verdachten of zaken); tel cellen van verschillende
--     tabellen nooit op.
-- nl: is_newest: geen nieuwere editie drukt dezelfde cel; de marts tonen deze.
-- nl: Verborgen: count is leeg, en de grenzen zijn die welke de tabel aan haar teken geeft.
with facts as (
    select * from main.facts
),

-- A mart shows one population: that of the newest edition which prints its table.
tables as (
    select
        tables.*,
        first_value(tables.population_code) over (
            partition by tables.table_code, tables.is_without_values
            order by editions.publication_order desc
        ) as mart_population_code
    from main.dim_table as tables
    inner join main.dim_edition as editions using (edition_code)
),

-- A correction without a row or without a column is about a label, not about figures.
questioned as (
    select distinct
        corrections.edition_code,
        corrections.table_code,
        row_headings.row_position,
        column_headings.column_position,
        true as is_questioned
    from main.correction as corrections
    inner join main.report_row as row_headings
        on
            corrections.edition_code = row_headings.edition_code
            and corrections.table_code = row_headings.table_code
            and corrections.row_code = row_headings.row_code
    inner join main.report_column as column_headings
        on
            corrections.edition_code = column_headings.edition_code
            and corrections.table_code = column_headings.table_code
            and corrections.column_code = column_headings.column_code
)

select
    facts.*,
    (facts.first_year || '-01-01')::date as period_start,
    tables.page,
    tables.printed_as,
    tables.unit,
    tables.additive_over,
    tables.is_exhaustive,
    case
        when facts.placement_code <> 'uncertain' then facts.count_min
        when starts_with(facts.printed, '<') then tables.suppression_min
        else try_cast(rtrim(facts.printed, '*') as integer)
    end as preferred_min,
    case
        when facts.placement_code <> 'uncertain' then facts.count_max
        when starts_with(facts.printed, '<') then tables.suppression_max
        else try_cast(rtrim(facts.printed, '*') as integer)
    end as preferred_max,
    coalesce(questioned.is_questioned, false) as is_questioned,
    facts.is_newest
    and facts.first_year = facts.year
    and facts.population_code = tables.mart_population_code as is_in_mart
from facts
inner join tables
    on
        facts.edition_code = tables.edition_code
        and facts.table_code = tables.table_code
left join questioned
    on
        facts.edition_code = questioned.edition_code
        and facts.table_code = questioned.table_code
        and facts.row_position = questioned.row_position
        and facts.column_position = questioned.column_position
