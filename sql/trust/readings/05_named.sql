-- Changes, the third kind: the same codes in another table of the same unit, some of them set free
-- in the same table, and for a share another whole, which has codes of its part.
-- Input: side_cell, side_code, table_codes, cell_code.
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
