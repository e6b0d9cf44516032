-- What the trials are called in both languages. A label is what the code lists call a code; a year
-- is its own.
-- Input: trial, trial_cell, side_cell, side_code, table_codes, subject.
create table label as
select
    dimension,
    code,
    label_nl,
    label_en
from published.build.all_codes
union
select
    dimension,
    code,
    replace(code, 'T', '-') as label_nl,
    replace(code, 'T', '-') as label_en
from cell_code
where dimension = 'year';

-- What a side is about: its codes of what its table breaks down, but for a year and for all codes.
create table described_side as
with coded as (
    select
        trial_cell.subject_number,
        trial_cell.trial_number,
        trial_cell.member,
        trial_cell.side,
        trial_cell.table_code,
        cell_code.dimension,
        list_sort(list(distinct cell_code.code)) as codes
    from trial_cell
    inner join cell_code using (table_code, row_position, column_position)
    group by all
),

told as (
    select
        coded.*,
        unnest(coded.codes) as code
    from coded
    inner join table_codes using (table_code, dimension)
    where
        coded.dimension <> 'year'
        and len(table_codes.codes) > 1
        and len(coded.codes) < len(table_codes.codes)
        and coded.codes <> ['_T']
)

select
    told.subject_number,
    told.trial_number,
    told.member,
    told.side,
    string_agg(label.label_nl, ' + ' order by told.dimension, label.code) as description_nl,
    string_agg(label.label_en, ' + ' order by told.dimension, label.code) as description_en
from told
inner join label using (dimension, code)
group by all;

-- The years of the scope before and after.
create table moved_years as
with before as (
    select
        trial.subject_number,
        trial.trial_number,
        string_agg(distinct cell_code.code, ', ' order by cell_code.code) as from_years
    from trial
    inner join scope using (subject_number, scope_member, scope_side)
    inner join side_cell using (subject_number, member, side)
    inner join cell_code using (table_code, row_position, column_position)
    where trial.change_kind = 'year' and cell_code.dimension = 'year'
    group by all
),

after as (
    select
        trial.subject_number,
        trial.trial_number,
        string_agg(distinct cell_code.code, ', ' order by cell_code.code) as to_years
    from trial
    inner join scope using (subject_number, scope_member, scope_side)
    inner join trial_cell using (subject_number, trial_number, member, side)
    inner join cell_code using (table_code, row_position, column_position)
    where trial.change_kind = 'year' and cell_code.dimension = 'year'
    group by all
)

select
    before.subject_number,
    before.trial_number,
    before.from_years,
    after.to_years
from before
inner join after using (subject_number, trial_number);
