-- What the search looks at: the printed cells of one edition, their codes, and what stands beside
-- what. Everything is read from the published file; only printed bounds come along.
-- Variable: the edition.
create table main.all_cells as
select * from published.main.all_cells
where edition_code = getvariable('edition');

create table main.dim_rounding as
select * from published.main.dim_rounding;

create table parent as
select
    dimension,
    code,
    parent_code
from published.main.all_codes;

create table cell_code as
select
    table_code,
    row_position,
    column_position,
    dimension,
    code
from published.analysis.cell_codes
where edition_code = getvariable('edition')
union all
select
    table_code,
    row_position,
    column_position,
    'year' as dimension,
    year::varchar as code
from main.all_cells;

-- Which codes a table has, and of what.
create table table_codes as
select
    all_cells.table_code,
    any_value(all_cells.unit) as unit,
    bool_and(all_cells.measure = 'count') as is_counted,
    cell_code.dimension,
    list_sort(list(distinct cell_code.code)) as codes
from main.all_cells
inner join cell_code using (table_code, row_position, column_position)
group by all_cells.table_code, cell_code.dimension;

-- The cell that differs in one code only. A year is left by a number of years, any other code for
-- another one.
create table neighbour as
with keyed as (
    select
        one.*,
        string_agg(other.code, '.' order by other.dimension) as other_codes
    from cell_code as one
    inner join cell_code as other using (table_code, row_position, column_position)
    where one.dimension <> other.dimension
    group by all
)

select
    here.table_code,
    here.row_position,
    here.column_position,
    here.dimension,
    if(here.dimension = 'year', '', here.code) as from_code,
    if(
        here.dimension = 'year',
        (try_cast(there.code as integer) - try_cast(here.code as integer))::varchar,
        there.code
    ) as to_code,
    there.row_position as to_row_position,
    there.column_position as to_column_position,
    abs(there.row_position - here.row_position)
    + abs(there.column_position - here.column_position) as steps
from keyed as here
inner join keyed as there
    on
        here.table_code = there.table_code
        and here.dimension = there.dimension
        and here.other_codes = there.other_codes
        and here.code <> there.code;
