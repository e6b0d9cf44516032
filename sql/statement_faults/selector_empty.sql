-- A selector that matches no cell, although its table has every code that it names.
with selected as (
    select distinct
        edition_code,
        subject_kind,
        sort_order,
        member,
        side,
        selector
    from staging.selected
),

tables as (
    select
        edition_code,
        table_code
    from staging.cell_file
)

select
    selector.file,
    selector.line,
    'table' as column_name,
    selector.table_code as value,
    'codes that stand together in at least one cell' as expected,
    'mend the codes' as remedy
from staging.selector
inner join tables
    on selector.edition_code = tables.edition_code and selector.table_code = tables.table_code
left join selected
    on
        selector.edition_code = selected.edition_code
        and selector.subject_kind = selected.subject_kind
        and selector.sort_order = selected.sort_order
        and selector.member = selected.member
        and selector.side = selected.side
        and selector.selector = selected.selector
where selected.selector is null
