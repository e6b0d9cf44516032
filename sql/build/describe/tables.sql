-- What is said of every table that prints figures, in two languages: as report_<edition> shows it,
-- and as mart shows it, in the words of the newest edition. With what its view is made from: the
-- printed columns of report_<edition>, and the dimensions and the measure of mart as words of a
-- file's name in sql/views/mart/.
with tables as (
    select
        tables.*,
        editions.publication_order,
        row_number() over (
            partition by tables.table_code
            order by editions.publication_order desc
        ) = 1 as is_newest,
        string_split(
            concat_ws('.', row_dimensions, column_dimensions, fixed_dimensions), '.'
        ) as dimensions
    from main.dim_table as tables
    inner join main.dim_edition as editions on tables.edition_code = editions.edition_code
    where not tables.is_without_values
),

units (unit, unit_nl) as (
    values
    ('victims', 'slachtoffers'),
    ('suspects', 'verdachten'),
    ('cases', 'zaken'),
    ('reports', 'meldingen'),
    ('years', 'jaren')
),

printed as (
    select
        edition_code,
        table_code,
        list(printed_label order by column_position) as printed_columns
    from main.report_column
    where printed_label is not null
    group by edition_code, table_code
),

-- A table that prints no single year has no mart.
yearly as (
    select distinct table_code
    from main.facts
    where first_year = year
),

-- A mart has the dimensions of all its editions.
shapes as (
    select
        table_code,
        list_distinct(flatten(list(dimensions))) as dimensions
    from tables
    group by table_code
),

added as (
    select
        edition_code,
        table_code,
        unnest(string_split(additive_over, ', ')) as dimension,
        generate_subscripts(string_split(additive_over, ', '), 1) as place
    from tables
),

sums as (
    select
        added.edition_code,
        added.table_code,
        string_agg(dimensions.label_nl, ' en ' order by added.place) as over_nl,
        string_agg(dimensions.label_en, ' and ' order by added.place) as over_en
    from added
    inner join meta.dimensions on added.dimension = dimensions.dimension
    group by added.edition_code, added.table_code
),

sentences as (
    select
        tables.edition_code,
        tables.table_code,
        tables.is_newest,
        tables.measure,
        tables.heading_nl,
        tables.heading_en,
        tables.page,
        printed.printed_columns,
        shapes.dimensions,
        concat_ws(
            chr(10),
            'Eenheid: ' || units.unit_nl || '. ' || tables.counting_rule_nl,
            'Bron: ' || tables.registry_nl || '.',
            coalesce(
                'Verborgen: ' || tables.suppression_label || ' is ' || tables.suppression_min
                || ' tot ' || tables.suppression_max || '.'
                || if(tables.suppression_min > 0, ' Een nul is als 0 gedrukt.', ''),
                'Verborgen: niets in deze tabel.'
            )
        ) as counted_nl,
        concat_ws(
            chr(10),
            'Unit: ' || tables.unit || '. ' || tables.counting_rule_en,
            'Source: ' || tables.registry_en || '.',
            coalesce(
                'Hidden: ' || tables.suppression_label || ' is ' || tables.suppression_min
                || ' to ' || tables.suppression_max || '.'
                || if(tables.suppression_min > 0, ' A zero is printed as 0.', ''),
                'Hidden: nothing in this table.'
            )
        ) as counted_en,
        coalesce(
            'Optellen: binnen één jaar en editie, alleen over ' || sums.over_nl || '.',
            'Optellen: nooit; de cellen overlappen, of zijn geen delen van één geheel.'
        ) as sum_nl,
        coalesce(
            'Sum: within one year and edition, over ' || sums.over_en || ' only.',
            'Sum: never; the cells overlap, or are not parts of one whole.'
        ) as sum_en
    from tables
    inner join units on tables.unit = units.unit
    inner join shapes on tables.table_code = shapes.table_code
    inner join printed
        on
            tables.edition_code = printed.edition_code
            and tables.table_code = printed.table_code
    left join sums
        on
            tables.edition_code = sums.edition_code
            and tables.table_code = sums.table_code
)

select
    'report_' || edition_code as schema_name,
    table_code,
    edition_code,
    printed_columns,
    null as shape,
    concat_ws(
        chr(10),
        'Tabel van het rapport: ' || heading_nl,
        'Pagina: ' || page || ' (editie ' || edition_code || ')',
        counted_nl
    ) as description_nl,
    concat_ws(
        chr(10),
        'Report table: ' || heading_nl,
        'Page: ' || page || ' (edition ' || edition_code || ')',
        counted_en
    ) as description_en
from sentences

union all

select
    'mart' as schema_name,
    table_code,
    edition_code,
    null as printed_columns,
    list_filter(dimensions, lambda dimension: dimension <> 'year')
    || if(measure = 'count', [], [measure]) as shape,
    concat_ws(
        chr(10),
        heading_nl || ': één rij per gedrukte cel, uit de nieuwste editie die haar drukt.',
        counted_nl,
        sum_nl
    ) as description_nl,
    concat_ws(
        chr(10),
        heading_en || ': one row per printed cell, from the newest edition that prints it.',
        counted_en,
        sum_en
    ) as description_en
from sentences
where is_newest and table_code in (select table_code from yearly)
order by schema_name, table_code
