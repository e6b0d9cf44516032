-- Rows, and columns, that print the figures of another one of their table once more: two figures
-- or more, each of five or more, and no other figure; totals do not count.
-- Input: main.all_cells, cell_code, table_codes, side_cell, label.
create table line_cell as
with totals as (
    select distinct
        cell_code.table_code,
        cell_code.row_position,
        cell_code.column_position
    from cell_code
    inner join table_codes using (table_code, dimension)
    where cell_code.code = '_T' and len(table_codes.codes) > 1
),

counted as (
    select
        all_cells.table_code,
        all_cells.row_position,
        all_cells.column_position,
        all_cells.count
    from main.all_cells
    anti join totals using (table_code, row_position, column_position)
    where all_cells.measure = 'count'
)

select
    'row' as line_kind,
    row_position as line,
    column_position as place,
    *
from counted
union all
select
    'column' as line_kind,
    column_position as line,
    row_position as place,
    *
from counted;

create table line_label as
with shared as (
    select
        line_cell.line_kind,
        line_cell.table_code,
        line_cell.line,
        cell_code.dimension,
        min(cell_code.code) as code
    from line_cell
    inner join cell_code using (table_code, row_position, column_position)
    inner join table_codes using (table_code, dimension)
    where len(table_codes.codes) > 1
    group by all
    having count(distinct cell_code.code) = 1
)

select
    shared.line_kind,
    shared.table_code,
    shared.line,
    string_agg(label.label_nl, ', ' order by shared.dimension) as label_nl,
    string_agg(label.label_en, ', ' order by shared.dimension) as label_en
from shared
inner join label using (dimension, code)
group by all;

create table repetition as
with paired as (
    select
        one.line_kind,
        one.table_code,
        one.line,
        other.line as other_line,
        list(one.count order by one.place) filter (where one.count = other.count and one.count > 4)
            as figures
    from line_cell as one
    inner join line_cell as other
        on
            one.line_kind = other.line_kind
            and one.table_code = other.table_code
            and one.place = other.place
            and one.line <> other.line
    group by all
    having count(*) filter (where one.count is distinct from other.count) = 0
)

select distinct
    side_cell.subject_number,
    paired.*
from paired
inner join line_cell using (line_kind, table_code, line)
inner join side_cell using (table_code, row_position, column_position)
where len(paired.figures) > 1 and list_contains(paired.figures, line_cell.count);
