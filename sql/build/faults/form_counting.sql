-- A table that names forms must say how it counts by form, and no other table may.
with by_form as (
    select
        edition_code,
        table_code,
        bool_or(dimension = 'form') as is_by_form
    from staging.heading_code
    group by edition_code, table_code
)

select
    table_meta.file,
    1 as line,
    'form_counting' as column_name,
    table_meta.form_counting_code as value,
    if(by_form.is_by_form, 'every_form or one_form', 'no form_counting: the table has no forms')
        as expected,
    'choose how the table counts a victim with several forms' as remedy
from staging.table_meta
inner join by_form
    on
        table_meta.edition_code = by_form.edition_code
        and table_meta.table_code = by_form.table_code
where by_form.is_by_form <> (table_meta.form_counting_code is not null)
