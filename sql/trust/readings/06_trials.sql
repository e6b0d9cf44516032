-- The trials: each is a claim or a group of a rule with one change, and is judged by the views that
-- judge the claims and the rules themselves. So they are written as claims, rules and terms, their
-- codes the numbers of what does not add up and of the trial.
-- Input: replaced_cell, counted_cell, named_cell, exchanged_cell; variables: the edition, and how
-- many trials one claim or group may have; the simplest are kept.
create table changed_cell as
select * from replaced_cell
union all
select * from counted_cell
union all
select * from named_cell
union all
select * from exchanged_cell;

-- A rank without one of its competitors, as long as another one is left.
insert into changed_cell by name
with rivals as (
    select distinct
        subject_number,
        member
    from side_cell
    where member > 0
)

select
    subject_number,
    'rival' as change_kind,
    member as scope_member,
    'sum' as scope_side,
    '' as dimension,
    '' as from_code,
    '' as to_code,
    '' as to_table_code,
    1 as changes,
    0 as steps,
    member,
    'sum' as side
from rivals
qualify count(*) over (partition by subject_number) > 1;

create table trial as
with changes as (
    select distinct
        subject_number,
        change_kind,
        scope_member,
        scope_side,
        dimension,
        from_code,
        to_code,
        to_table_code,
        changes,
        steps
    from changed_cell
),

-- Which change makes sense of what, the simpler one first. A comparison has to stay one of like
-- with like: its codes change on all sides at once.
kinds (change_kind, kind_order, shapes, is_everywhere) as (
    values
    ('exchange', 1, ['rank', 'change'], null),
    ('code', 2, ['rank', 'change'], true),
    ('code', 2, ['single', 'rule'], false),
    ('all', 3, ['single', 'rule'], false),
    ('whole', 4, ['single', 'rule'], false),
    ('year', 5, ['rank', 'change'], true),
    ('year', 5, ['single', 'rule', 'change'], false),
    ('table', 6, ['single', 'rule'], false),
    ('without', 7, ['single', 'rule', 'rank'], false),
    ('rival', 8, ['rank'], false),
    ('with', 9, ['single', 'rule'], false),
    ('only', 10, ['single', 'rule'], false)
)

select
    changes.*,
    kinds.kind_order,
    row_number() over (
        partition by changes.subject_number
        order by
            changes.changes,
            kinds.kind_order,
            changes.steps,
            changes.scope_member,
            changes.scope_side,
            changes.dimension,
            changes.from_code,
            changes.to_table_code,
            changes.to_code
    ) as trial_number
from changes
inner join subject using (subject_number)
inner join kinds
    on
        changes.change_kind = kinds.change_kind
        and list_contains(kinds.shapes, subject.shape)
        and coalesce(kinds.is_everywhere = (changes.scope_member = -1), true)
qualify trial_number <= getvariable('most_trials');

create table trial_cell as
with changed as (
    select
        trial.trial_number,
        changed_cell.*
    from changed_cell
    inner join trial
        using (
            subject_number,
            change_kind,
            scope_member,
            scope_side,
            dimension,
            from_code,
            to_code,
            to_table_code
        )
),

kept as (
    select
        trial.trial_number,
        side_cell.*
    from side_cell
    inner join trial using (subject_number)
    anti join changed using (subject_number, trial_number, member, side)
)

select
    subject_number,
    trial_number,
    member,
    side,
    table_code,
    row_position,
    column_position
from changed
where table_code is not null
union all by name
select * from kept;

-- Number 0 is what was printed, without a change.
insert into trial_cell by name
select
    0 as trial_number,
    *
from side_cell;

-- Refused: a trial that names a cell twice, that adds a total to its parts, that holds cells
-- against themselves, that has the cells of what it was made from, or those of a trial before it.
create table refused_trial as
with doubled as (
    select
        subject_number,
        trial_number
    from trial_cell
    group by subject_number, trial_number
    having
        count(*) > count(
            distinct concat_ws(' ', member, side, table_code, row_position, column_position)
        )
),

coded as (
    select distinct
        trial_cell.subject_number,
        trial_cell.trial_number,
        trial_cell.member,
        trial_cell.side,
        cell_code.dimension,
        cell_code.code
    from trial_cell
    inner join cell_code using (table_code, row_position, column_position)
),

overlapping as (
    select
        one.subject_number,
        one.trial_number
    from coded as one
    inner join coded as other
        using (subject_number, trial_number, member, side, dimension)
    left join parent on other.dimension = parent.dimension and other.code = parent.code
    where
        one.code <> other.code
        and (one.code = '_T' or one.code = parent.parent_code)
),

signed_sides as (
    select
        subject_number,
        trial_number,
        member,
        side,
        string_agg(
            concat_ws(' ', table_code, row_position, column_position),
            ',' order by table_code, row_position, column_position
        ) as cells
    from trial_cell
    group by all
),

against_itself as (
    select
        one.subject_number,
        one.trial_number
    from signed_sides as one
    inner join signed_sides as other using (subject_number, trial_number, cells)
    where (one.member, one.side) <> (other.member, other.side)
),

signed as (
    select
        subject_number,
        trial_number,
        string_agg(concat_ws(' ', member, side, cells), ';' order by member, side) as signature
    from signed_sides
    group by subject_number, trial_number
)

select * from doubled
union
select * from overlapping
union
select * from against_itself
union
select
    subject_number,
    trial_number
from signed
qualify row_number() over (partition by subject_number, signature order by trial_number) > 1;

-- The part of a share, and what every table adds up to in a year: sums to which no claim belongs.
create table plain_term as
with wholes as (
    select
        table_codes.table_code,
        table_codes.dimension,
        if(list_contains(table_codes.codes, '_T'), ['_T'], table_codes.codes) as codes
    from table_codes
    where table_codes.is_counted
),

totals as (
    select
        wholes.table_code,
        cell_code.row_position,
        cell_code.column_position,
        max(cell_code.code) filter (where cell_code.dimension = 'year') as year
    from wholes
    inner join cell_code using (table_code, dimension)
    where list_contains(wholes.codes, cell_code.code)
    group by all
    having count(*) = (select count(distinct counted.dimension) from cell_code as counted)
)

select
    'part.' || subject.subject_number as subject_code,
    side_cell.table_code,
    side_cell.row_position,
    side_cell.column_position
from side_cell
inner join subject using (subject_number)
where subject.shape = 'single' and side_cell.side = 'sum'
union all
select
    'total.' || year || '.' || table_code as subject_code,
    table_code,
    row_position,
    column_position
from totals;

create table main.term as
select
    getvariable('edition') as edition_code,
    subject.subject_kind,
    subject.subject_number || '.' || trial_cell.trial_number as subject_code,
    subject.group_code,
    trial_cell.member,
    trial_cell.side,
    trial_cell.table_code,
    trial_cell.row_position,
    trial_cell.column_position
from trial_cell
inner join subject using (subject_number)
anti join refused_trial using (subject_number, trial_number)
union all by name
select
    getvariable('edition') as edition_code,
    'plain' as subject_kind,
    subject_code,
    '_T' as group_code,
    0 as member,
    'sum' as side,
    table_code,
    row_position,
    column_position
from plain_term;

create table main.claim as
select claim.* replace (subject.subject_number || '.' || trial.trial_number as claim_code)
from published.main.claim
inner join subject
    on subject.subject_kind = 'claim' and claim.claim_code = subject.subject_code
inner join trial using (subject_number)
anti join refused_trial using (subject_number, trial_number)
where claim.edition_code = getvariable('edition');

create table main.rule as
select rule.* replace (subject.subject_number || '.' || trial.trial_number as rule_code)
from published.main.rule
inner join subject
    on subject.subject_kind = 'rule' and rule.rule_code = subject.subject_code
inner join trial using (subject_number)
anti join refused_trial using (subject_number, trial_number)
where rule.edition_code = getvariable('edition');
