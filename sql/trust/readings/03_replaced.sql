-- Changes, the first kind: another code, or another year. A change is made to one side, to part and
-- whole of a member, or everywhere at once; here and in the next files a row is a cell of what it
-- makes of a side.
-- Input: side_cell, neighbour, cell_code.

-- One row per side that a change may be made to. A scope without a member is everywhere; one with a
-- side is where its member has another one.
create table scope as
with sides as (
    select distinct
        subject_number,
        member,
        side,
        count(distinct side) over (partition by subject_number, member) as sides_of_member
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
from sides
where sides_of_member > 1;

-- Another code, or as many years earlier or later, on all sides of the scope.
create table replaced_cell as
with scoped as (
    select *
    from scope
    inner join side_cell using (subject_number, member, side)
),

moves as (
    select
        scoped.subject_number,
        scoped.scope_member,
        scoped.scope_side,
        neighbour.dimension,
        neighbour.from_code,
        neighbour.to_code,
        row_number() over () as move_number
    from scoped
    inner join neighbour using (table_code, row_position, column_position)
    group by all
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
            partition by moves.move_number, scoped.member, scoped.side
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
    window move as (partition by coded.move_number)
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
    sum(if(is_meant, steps, 0)) over (partition by move_number) as steps,
    member,
    side,
    table_code,
    if(is_meant, to_row_position, row_position) as row_position,
    if(is_meant, to_column_position, column_position) as column_position
from moved
where is_possible;
