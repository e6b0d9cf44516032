-- What the search looks at: the printed cells of one edition, their codes, and those of
-- their tables. Everything is read from the published file; only printed bounds come along.
-- Variable: the edition.
create table main.all_cells as
select * from published.main.all_cells
where edition_code = getvariable('edition');

create table main.dim_rounding as
select * from published.main.dim_rounding;

-- That a sentence states a figure does not matter to a trial.
create table main.fact_sentence_figures as
select * from published.main.fact_sentence_figures
where false;

create table parent as
select
    dimension,
    code,
    parent_code
from published.build.all_codes;

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
    if(first_year = year, year::varchar, first_year || 'T' || year) as code
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
