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
    select
        selector.*,
        heading_code.dimension,
        heading_code.code
    from staging.selector
    inner join staging.selected_heading
        on selector.selector_number = selected_heading.selector_number
    inner join staging.heading_code
        on
            selector.edition_code = heading_code.edition_code
            and selector.table_code = heading_code.table_code
            and selected_heading.side = heading_code.side
            and selected_heading.heading_code = heading_code.heading_code
    left join staging.rule
        on
            selector.subject_kind = 'rule'
            and selector.edition_code = rule.edition_code
            and selector.sort_order = rule.sort_order
    where not coalesce(list_contains(rule.group_dimensions, heading_code.dimension), false)
),

parts as (
    select
        members.*,
        ancestors.ancestor
    from members
    inner join ancestors
        on members.dimension = ancestors.dimension and members.code = ancestors.code
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
