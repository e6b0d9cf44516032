-- What does not add up: every claim that is contradicted, and every group of a rule that is
-- impossible, with the sides of its sums, the cells of these, and their codes.
-- shape: rule, rank, change (a trend or a difference), or single (a claim of one measure).
-- Input: cell_code, table_codes; variable: the edition.
create table subject as
with found as (
    select
        'claim' as subject_kind,
        claim_code as subject_code,
        '_T' as group_code,
        case
            when claim_kind = 'rank' then 'rank'
            when claim_kind in ('trend', 'difference') then 'change'
            else 'single'
        end as shape,
        sort_order
    from published.quality.claims
    where edition_code = getvariable('edition') and verdict = 'contradicted'
    union all
    select
        'rule' as subject_kind,
        rule_code as subject_code,
        group_code,
        'rule' as shape,
        sort_order
    from published.quality.reconciliation
    where edition_code = getvariable('edition') and verdict = 'impossible'
)

select
    *,
    row_number() over (order by subject_kind, sort_order, group_code) as subject_number
from found;

create table side_cell as
select
    subject.subject_number,
    term.member,
    term.side,
    term.table_code,
    term.row_position,
    term.column_position
from published.main.term
inner join subject using (subject_kind, subject_code, group_code)
where term.edition_code = getvariable('edition');

-- A side is `regular` when it is all that its codes name; then they can be looked for elsewhere.
create table side_code as
with coded as (
    select
        side_cell.subject_number,
        side_cell.member,
        side_cell.side,
        side_cell.table_code,
        cell_code.dimension,
        list_sort(list(distinct cell_code.code)) as codes,
        count(*) as cells
    from side_cell
    inner join cell_code using (table_code, row_position, column_position)
    group by all
),

-- A cell is named when it has a code of every dimension that is asked for.
named as (
    select
        coded.subject_number,
        coded.member,
        coded.side,
        cell_code.row_position,
        cell_code.column_position
    from coded
    inner join cell_code using (table_code, dimension)
    where list_contains(coded.codes, cell_code.code)
    group by all
    having count(*) = (select count(distinct counted.dimension) from cell_code as counted)
),

regular as (
    select
        subject_number,
        member,
        side,
        count(*) as cells
    from named
    group by all
)

select
    coded.subject_number,
    coded.member,
    coded.side,
    coded.table_code,
    coded.dimension,
    coded.codes,
    coalesce(coded.cells = regular.cells, false) as is_regular,
    coded.dimension <> 'year' and (
        coded.codes = ['_T']
        or (
            len(coded.codes) > 1
            and list_has_all(coded.codes, list_filter(table_codes.codes, lambda code: code <> '_T'))
        )
    ) as is_whole
from coded
inner join table_codes using (table_code, dimension)
left join regular using (subject_number, member, side);

-- The cells that differ from one of a side in one code only. A year is left by a number of years,
-- any other code for another one; a period is left for nothing.
create table neighbour as
with keyed as (
    select
        one.*,
        string_agg(other.code, '.' order by other.dimension) as other_codes
    from cell_code as one
    inner join cell_code as other using (table_code, row_position, column_position)
    semi join side_cell on one.table_code = side_cell.table_code
    where one.dimension <> other.dimension
    group by all
),

summed as (
    select keyed.*
    from keyed
    semi join side_cell using (table_code, row_position, column_position)
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
from summed as here
inner join keyed as there
    on
        here.table_code = there.table_code
        and here.dimension = there.dimension
        and here.other_codes = there.other_codes
        and here.code <> there.code
        and (here.dimension <> 'year' or (len(here.code) = 4 and len(there.code) = 4));
