-- A selector that adds a total, _T, to its own parts.
with members as (
    unpivot (
        select distinct
            file,
            line,
            subject_kind,
            sort_order,
            member,
            side,
            selector,
            form_code as form,
            sector_code as sector,
            origin_code as origin,
            age_code as age,
            sex_code as sex,
            reporter_code as reporter
        from staging.selected
    )
    on form, sector, origin, age, sex, reporter
    into name dimension value code
)

select
    file,
    max(line) as line,
    dimension as column_name,
    null as value,
    'the total _T, or the parts of it, not both' as expected,
    'name the codes of ' || dimension || ' to add up' as remedy
from members
group by file, subject_kind, sort_order, member, side, selector, dimension
having count(*) filter (where code = '_T') > 0 and count(*) filter (where code <> '_T') > 0
