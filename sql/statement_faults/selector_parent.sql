-- Selectors of one sum that add a code to a part of it, such as Europe to Romania or _T to all.
-- A rule with `by` adds nothing over those dimensions.
with recursive ancestors as (
    select
        list_name as dimension,
        code,
        value as ancestor
    from staging.code_value
    where column_name = 'parent_code' and value is not null

    union all

    select
        ancestors.dimension,
        ancestors.code,
        parents.value as ancestor
    from ancestors
    inner join staging.code_value as parents
        on
            ancestors.dimension = parents.list_name
            and ancestors.ancestor = parents.code
            and parents.column_name = 'parent_code'
            and parents.value is not null
),

members as (
    unpivot (
        select distinct
            file,
            line,
            subject_kind,
            sort_order,
            member,
            side,
            table_code,
            group_dimensions,
            form_code as form,
            sector_code as sector,
            origin_code as origin,
            age_code as age,
            sex_code as sex,
            reporter_code as reporter,
            outcome_code as outcome
        from staging.selected
    )
    on form, sector, origin, age, sex, reporter, outcome
    into name dimension value code
),

parts as (
    select
        members.*,
        ancestors.ancestor
    from members
    inner join ancestors
        on members.dimension = ancestors.dimension and members.code = ancestors.code
    where not list_contains(members.group_dimensions, members.dimension)
)

select distinct
    parts.file,
    greatest(parts.line, wholes.line) as line,
    parts.dimension as column_name,
    parts.code as value,
    parts.ancestor || ', or the codes below it, not both' as expected,
    'name the codes of ' || parts.dimension || ' to add up' as remedy
from parts
inner join members as wholes
    on
        parts.file = wholes.file
        and parts.subject_kind = wholes.subject_kind
        and parts.sort_order = wholes.sort_order
        and parts.member = wholes.member
        and parts.side = wholes.side
        and parts.table_code = wholes.table_code
        and parts.dimension = wholes.dimension
        and parts.ancestor = wholes.code
