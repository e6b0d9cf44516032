-- Changes, the second kind: a code less, one code of several, and a code more; and what is looked
-- at exchanged with what it is held against.
-- Input: subject, side_cell, side_code, neighbour.
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

-- Exchanged, another one is first, or the direction is the other one.
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
