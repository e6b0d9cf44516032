-- What the cells of printed tables add up to where they may be added: over their rows, one sum per
-- column; else over their columns, one sum per row. Nothing where they may be added over neither,
-- or where the total is printed itself.
-- Parameters: the edition; the table, or null for all tables.
-- Hidden: sums of the printed bounds.
with tables as (
    select
        *,
        string_split(coalesce(additive_over, ''), ', ') as added
    from main.dim_table
    where edition_code = $1 and coalesce(table_code = $2, true) and measure = 'count'
),

row_headings as (
    select
        edition_code,
        table_code,
        bool_or(list_contains(string_split(row_code, '.'), '_T')) as has_total
    from main.report_row
    group by edition_code, table_code
),

column_headings as (
    select
        edition_code,
        table_code,
        bool_or(list_contains(string_split(column_code, '.'), '_T')) as has_total
    from main.report_column
    group by edition_code, table_code
),

sides as (
    select
        tables.*,
        list_has_all(tables.added, string_split(tables.row_dimensions, '.'))
        and not coalesce(row_headings.has_total, false) as is_over_rows,
        list_has_all(tables.added, string_split(tables.column_dimensions, '.'))
        and not coalesce(column_headings.has_total, false) as is_over_columns
    from tables
    left join row_headings
        on
            tables.edition_code = row_headings.edition_code
            and tables.table_code = row_headings.table_code
    left join column_headings
        on
            tables.edition_code = column_headings.edition_code
            and tables.table_code = column_headings.table_code
),

cells as (
    select
        cells.*,
        sides.is_over_rows,
        case when not sides.is_over_rows then cells.row_position end as sum_row,
        case when sides.is_over_rows then cells.column_position end as sum_column
    from main.all_cells as cells
    inner join sides
        on
            cells.edition_code = sides.edition_code
            and cells.table_code = sides.table_code
    where sides.is_over_rows or sides.is_over_columns
),

present as (
    select
        *,
        count(competing_cells) over (
            partition by table_code, sum_row, sum_column, row_position
        ) as present_cells
    from cells
)

select
    table_code,
    sum_row,
    sum_column,
    sum(mart.in_sum(count_min, preferred_min, competing_cells, present_cells))::bigint
        as count_min,
    case
        when count(count_max) = count(*)
            then sum(mart.in_sum(count_max, preferred_max, competing_cells, present_cells))
    end::bigint as count_max
from present
group by table_code, sum_row, sum_column
order by table_code, sum_row, sum_column
