-- Rules that the tables of one edition cannot all keep: one row each, with the tables that it is
-- about and the groups in which it fails. The left side should be equal to the right one, or a
-- subset of it, or overlap with it.
-- Parameter: the edition.
-- Hidden: both sides are intervals of printed bounds.
with compared as (
    select
        *,
        case when rule_kind in ('subset', 'overlap') then rule_kind else 'equal' end as relation
    from quality.reconciliation
    where edition_code = $1 and verdict = 'impossible'
),

codes as (
    select * from meta.codes
),

used as (
    select distinct
        subject_code as rule_code,
        table_code,
        page
    from main.term_cells
    where edition_code = $1 and subject_kind = 'rule'
),

rule_tables as (
    select
        rule_code,
        list({ 'table_code': table_code, 'page': page } order by table_code) as tables
    from used
    group by rule_code
),

-- A group names one member of each dimension that a rule is held over; a year is its own label.
members as (
    select
        rule_code,
        group_code,
        unnest(string_split(group_dimensions, '.')) as dimension,
        unnest(string_split(group_code, '.')) as code,
        generate_subscripts(string_split(group_code, '.'), 1) as position
    from compared
),

places as (
    select
        members.rule_code,
        members.group_code,
        string_agg(coalesce(codes.label_nl, members.code), ', ' order by members.position)
            as place_nl,
        string_agg(coalesce(codes.label_en, members.code), ', ' order by members.position)
            as place_en
    from members
    left join codes
        on members.dimension = codes.dimension and members.code = codes.code
    group by members.rule_code, members.group_code
)

select
    compared.rule_code,
    compared.statement_nl,
    compared.statement_en,
    rule_tables.tables,
    list(
        {
            'group_code': compared.group_code,
            'place_nl': places.place_nl,
            'place_en': places.place_en,
            'relation': compared.relation,
            'left_min': compared.left_min,
            'left_max': compared.left_max,
            'right_min': compared.right_min,
            'right_max': compared.right_max,
            'uncertain_cells': compared.uncertain_cells
        }
        order by compared.group_code
    ) as groups
from compared
inner join rule_tables on compared.rule_code = rule_tables.rule_code
left join places
    on compared.rule_code = places.rule_code and compared.group_code = places.group_code
group by
    compared.sort_order,
    compared.rule_code,
    compared.statement_nl,
    compared.statement_en,
    rule_tables.tables
order by compared.sort_order
