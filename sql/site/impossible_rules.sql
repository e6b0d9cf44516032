-- The rules that the tables of one edition cannot all keep, one row per group, with the tables that
-- each rule is about.
-- Parameter: the edition.
-- Hidden: both sides are intervals of printed bounds.
with compared as (
    select * from quality.reconciliation
    where edition_code = $1 and verdict = 'impossible'
),

rule_tables as (
    select
        subject_code as rule_code,
        list(distinct table_code order by table_code) as table_codes
    from main.term_cells
    where edition_code = $1 and subject_kind = 'rule'
    group by subject_code
)

select
    compared.rule_code,
    compared.rule_kind,
    compared.statement_nl,
    compared.statement_en,
    compared.group_dimensions,
    compared.group_code,
    compared.uncertain_cells,
    compared.left_min,
    compared.left_max,
    compared.right_min,
    compared.right_max,
    rule_tables.table_codes
from compared
inner join rule_tables on compared.rule_code = rule_tables.rule_code
order by compared.sort_order, compared.group_code
