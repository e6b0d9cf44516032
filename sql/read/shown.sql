-- One printed table for the terminal: a row per printed cell, with the signs of doubt behind it.
-- Parameters: the edition, the table, and en for English labels; else they are those of print.
-- Hidden: the cell as printed. * a place that is uncertain, † what may be misprinted; a questioned
-- label has the sign, not its figures.
with cells as (
    select * from main.all_cells
    where edition_code = $1 and table_code = $2
),

printed as (
    select * from build.printed_cells
    where edition_code = $1 and table_code = $2
),

corrections as (
    select * from main.correction
    where edition_code = $1 and table_code = $2
),

labels as (
    select
        bool_or(column_code is null) as is_questioned,
        row_code
    from corrections
    where row_code is not null
    group by row_code
),

heads as (
    select
        'row' as side,
        report_row.row_position as position,
        report_row.printed_label,
        dim_table.row_dimensions as dimensions,
        report_row.row_code as codes
    from main.report_row as report_row
    inner join main.dim_table as dim_table
        on
            report_row.edition_code = dim_table.edition_code
            and report_row.table_code = dim_table.table_code
    where report_row.edition_code = $1 and report_row.table_code = $2
    union all
    select
        'column' as side,
        report_column.column_position as position,
        report_column.printed_label,
        dim_table.column_dimensions as dimensions,
        report_column.column_code as codes
    from main.report_column as report_column
    inner join main.dim_table as dim_table
        on
            report_column.edition_code = dim_table.edition_code
            and report_column.table_code = dim_table.table_code
    where report_column.edition_code = $1 and report_column.table_code = $2
),

parts as (
    select
        side,
        position,
        printed_label,
        unnest(string_split(dimensions, '.')) as dimension,
        unnest(string_split(codes, '.')) as code,
        unnest(range(len(string_split(codes, '.')))) as part
    from heads
),

names as (
    select
        parts.side,
        parts.position,
        parts.printed_label,
        case $3
            when 'en'
                then string_agg(coalesce(all_codes.label_en, parts.code), ', ' order by parts.part)
            else parts.printed_label
        end as label
    from parts
    left join build.all_codes as all_codes
        on parts.dimension = all_codes.dimension and parts.code = all_codes.code
    group by parts.side, parts.position, parts.printed_label
)

select
    printed.row_position,
    printed.column_position,
    -- A figure that is printed inside the label stays behind it.
    row_names.label || substring(printed.label, length(row_names.printed_label) + 1)
    || case when labels.is_questioned then ' †' else '' end as label,
    column_names.label as column_label,
    printed.printed
    || case when cells.placement_code = 'uncertain' then '*' else '' end
    || case when cells.is_questioned then '†' else '' end as shown,
    cells.placement_code = 'uncertain' as is_uncertain,
    cells.is_questioned or coalesce(labels.is_questioned, false) as is_questioned
from printed
inner join cells
    on
        printed.row_position = cells.row_position
        and printed.column_position = cells.column_position
inner join names as row_names
    on row_names.side = 'row' and printed.row_position = row_names.position
inner join names as column_names
    on column_names.side = 'column' and printed.column_position = column_names.position
left join labels on printed.row_code = labels.row_code
where printed.column_position > 0
order by printed.row_position, printed.column_position
