-- en: Every code of every code list, with its labels in two languages and its labels in print.
-- en: Choose a language by choosing label_nl or label_en. Codes stand in the columns
--     <dimension>_code.
-- en: printed_labels: as the editions print it, row or column labels, with | between where they
--     differ.
-- nl: Elke code van elke codelijst, met haar opschriften in twee talen en haar opschriften in druk.
-- nl: Kies een taal door label_nl of label_en te kiezen. Codes staan in de kolommen
--     <dimension>_code.
-- nl: printed_labels: zoals de edities haar drukken, bij rijen of kolommen, met | ertussen waar zij
--     verschillen.
with codes as (
    select * from build.all_codes
),

tables as (
    select * from main.dim_table
),

headings as (
    select
        edition_code,
        table_code,
        row_code as heading_code,
        printed_label,
        'row' as side
    from main.report_row
    union all
    select
        edition_code,
        table_code,
        column_code as heading_code,
        printed_label,
        'column' as side
    from main.report_column
),

-- A heading of two dimensions has two codes and two labels.
parts as (
    select
        unnest(
            string_split(
                case
                    when headings.side = 'row' then tables.row_dimensions
                    else tables.column_dimensions
                end,
                '.'
            )
        ) as dimension,
        unnest(string_split(headings.heading_code, '.')) as code,
        unnest(string_split(headings.printed_label, ' / ')) as printed_label
    from headings
    inner join tables
        on
            headings.edition_code = tables.edition_code
            and headings.table_code = tables.table_code
),

printed as (
    select
        dimension,
        code,
        string_agg(distinct printed_label, ' | ' order by printed_label) as printed_labels
    from parts
    group by dimension, code
)

select
    codes.dimension,
    codes.code,
    codes.label_nl,
    codes.label_en,
    codes.definition_nl,
    codes.definition_en,
    codes.parent_code,
    codes.sort_order,
    printed.printed_labels
from codes
left join printed
    on
        codes.dimension = printed.dimension
        and codes.code = printed.code
