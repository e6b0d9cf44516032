-- Every single change of a selector: another code, another year, a code or competitor less, a code
-- more, one code instead of all, all instead of one, the same codes in another table, and for a
-- share another whole of the same part.
-- Input: subject, side_cell, side_code, neighbour, table_codes.
-- A change is made to one side, to part and whole of a member, or everywhere at once. What it makes
-- of a side are the cells in `changed_cell`; `changed_side` has a side also when nothing is left.

-- One row per side that a change may be made to. A scope without a member is everywhere.
create table scope as
with sides as (
    select distinct
        subject_number,
        member,
        side
    from side_cell
)

select
    subject_number,
    -1 as scope_member,
    '' as scope_side,
    member,
    side
from sides
union
select
    subject_number,
    member as scope_member,
    '' as scope_side,
    member,
    side
from sides
union
select
    subject_number,
    member as scope_member,
    side as scope_side,
    member,
    side
from sides;

-- Another code, or as many years earlier or later, on all sides of the scope.
create table replaced_cell as
with scoped as (
    select *
    from scope
    inner join side_cell using (subject_number, member, side)
),

moves as (
    select distinct
        scoped.subject_number,
        scoped.scope_member,
        scoped.scope_side,
        neighbour.dimension,
        neighbour.from_code,
        neighbour.to_code
    from scoped
    inner join neighbour using (table_code, row_position, column_position)
),

coded as (
    select
        moves.*,
        scoped.member,
        scoped.side,
        scoped.table_code,
        scoped.row_position,
        scoped.column_position,
        moves.dimension = 'year' or cell_code.code = moves.from_code as is_meant,
        bool_or(is_meant) over (
            partition by
                moves.subject_number,
                moves.scope_member,
                moves.scope_side,
                moves.dimension,
                moves.from_code,
                moves.to_code,
                scoped.member,
                scoped.side
        ) as is_on_side
    from moves
    inner join scoped using (subject_number, scope_member, scope_side)
    inner join cell_code
        using (table_code, row_position, column_position, dimension)
),

moved as (
    select
        coded.*,
        neighbour.to_row_position,
        neighbour.to_column_position,
        neighbour.steps,
        bool_and(not coded.is_meant or neighbour.steps is not null) over move
        and bool_and(coded.is_on_side) over move as is_possible
    from coded
    left join neighbour
        using (table_code, row_position, column_position, dimension, from_code, to_code)
    window
        move as (
            partition by
                coded.subject_number,
                coded.scope_member,
                coded.scope_side,
                coded.dimension,
                coded.from_code,
                coded.to_code
        )
)

select
    subject_number,
    if(dimension = 'year', 'year', 'code') as change_kind,
    scope_member,
    scope_side,
    dimension,
    from_code,
    to_code,
    '' as to_table_code,
    1 as changes,
    sum(if(is_meant, steps, 0)) over move as steps,
    member,
    side,
    table_code,
    if(is_meant, to_row_position, row_position) as row_position,
    if(is_meant, to_column_position, column_position) as column_position
from moved
where is_possible
window
    move as (
        partition by subject_number, scope_member, scope_side, dimension, from_code, to_code
    );

-- A code less, one code of several, and a code more.
create table counted_cell as
with several as (
    select
        subject_number,
        member,
        side,
        table_code,
        dimension,
        codes,
        unnest(codes) as code
    from side_code
    where len(codes) > 1 and is_regular
),

kept as (
    select
        several.*,
        side_cell.row_position,
        side_cell.column_position,
        cell_code.code = several.code as is_meant
    from several
    inner join side_cell using (subject_number, member, side, table_code)
    inner join cell_code using (table_code, row_position, column_position, dimension)
),

more as (
    select
        side_code.*,
        neighbour.to_code,
        neighbour.to_row_position,
        neighbour.to_column_position
    from side_code
    inner join side_cell using (subject_number, member, side, table_code)
    inner join neighbour using (table_code, row_position, column_position, dimension)
    where
        neighbour.from_code = side_code.codes[1]
        and not list_contains(side_code.codes, neighbour.to_code)
        and side_code.is_regular
),

enlarged as (
    select
        subject_number,
        member,
        side,
        table_code,
        dimension,
        to_code,
        to_row_position as row_position,
        to_column_position as column_position
    from more
    union
    select
        more.subject_number,
        more.member,
        more.side,
        more.table_code,
        more.dimension,
        more.to_code,
        side_cell.row_position,
        side_cell.column_position
    from more
    inner join side_cell using (subject_number, member, side, table_code)
)

select
    subject_number,
    if(is_meant, 'only', 'without') as change_kind,
    member as scope_member,
    side as scope_side,
    dimension,
    if(is_meant, '', code) as from_code,
    if(is_meant, code, '') as to_code,
    '' as to_table_code,
    1 as changes,
    0 as steps,
    member,
    side,
    table_code,
    row_position,
    column_position
from kept
union all
select
    subject_number,
    'with' as change_kind,
    member as scope_member,
    side as scope_side,
    dimension,
    '' as from_code,
    to_code,
    '' as to_table_code,
    1 as changes,
    0 as steps,
    member,
    side,
    table_code,
    row_position,
    column_position
from enlarged;

-- The codes of a side, of which some are set free, looked for in every table of the same unit. A
-- whole is looked for with the codes of its part.
create table named_cell as
with parts as (
    select part.*
    from side_code as part
    semi join side_cell as whole
        on
            part.subject_number = whole.subject_number
            and part.member = whole.member
            and whole.side = 'whole'
    where part.side = 'sum' and part.is_regular
),

-- One dimension, or all of them.
freed as (
    select
        subject_number,
        member,
        dimension
    from parts
    where not is_whole and dimension <> 'year'
    union
    select
        subject_number,
        member,
        '*' as dimension
    from parts
),

free as (
    select
        *,
        'table' as change_kind,
        '' as freed
    from side_code
    where is_regular
    union all
    select
        side_code.*,
        'all' as change_kind,
        freed.dimension as freed
    from side_code
    inner join side_code as freed using (subject_number, member, side)
    where side_code.is_regular and not freed.is_whole and freed.dimension <> 'year'
    union all
    select
        parts.subject_number,
        parts.member,
        'whole' as side,
        parts.* exclude (subject_number, member, side),
        'whole' as change_kind,
        freed.dimension as freed
    from parts
    inner join freed using (subject_number, member)
),

wanted as (
    select
        free.subject_number,
        free.change_kind,
        free.member,
        free.side,
        free.freed,
        free.table_code as from_table_code,
        free.dimension,
        there.table_code,
        free.is_whole
        or free.dimension = free.freed
        or (free.freed = '*' and free.dimension <> 'year') as is_free,
        case
            when not is_free and list_has_all(there.codes, free.codes) then free.codes
            when not is_free then null
            when list_contains(there.codes, '_T') then ['_T']
            else there.codes
        end as codes
    from free
    inner join table_codes as own using (table_code, dimension)
    inner join table_codes as there
        on free.dimension = there.dimension and own.unit = there.unit and there.is_counted
    where if(free.change_kind = 'all', own.table_code = there.table_code, true)
),

possible as (
    select * from wanted
    qualify
        bool_and(codes is not null) over (
            partition by
                subject_number, change_kind, member, side, freed, from_table_code, table_code
        )
)

select
    possible.subject_number,
    possible.change_kind,
    possible.member as scope_member,
    possible.side as scope_side,
    possible.freed as dimension,
    '' as from_code,
    '' as to_code,
    if(possible.table_code = possible.from_table_code, '', possible.table_code) as to_table_code,
    if(possible.change_kind = 'whole' and possible.table_code <> possible.from_table_code, 2, 1)
        as changes,
    0 as steps,
    possible.member,
    possible.side,
    possible.table_code,
    cell_code.row_position,
    cell_code.column_position
from possible
inner join cell_code
    on
        possible.table_code = cell_code.table_code
        and possible.dimension = cell_code.dimension
        and list_contains(possible.codes, cell_code.code)
group by all
having count(*) = (select count(distinct counted.dimension) from cell_code as counted);

-- What is looked at and what it is held against exchanged: another one is first, or the direction
-- is the other one.
create table exchanged_cell as
with rivals as (
    select distinct
        subject_number,
        member as rival
    from side_cell
    inner join subject using (subject_number)
    where member > 0 and subject_kind = 'claim'
)

select
    subject_number,
    'exchange' as change_kind,
    rivals.rival as scope_member,
    '' as scope_side,
    '' as dimension,
    '' as from_code,
    '' as to_code,
    '' as to_table_code,
    1 as changes,
    0 as steps,
    if(side_cell.member = 0, rivals.rival, 0) as member,
    side_cell.side,
    side_cell.table_code,
    side_cell.row_position,
    side_cell.column_position
from side_cell
inner join rivals using (subject_number)
where side_cell.member in (0, rivals.rival);
