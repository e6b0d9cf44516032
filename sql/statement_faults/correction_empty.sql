-- A field of a correction that is missing, or a status that there is not.
with fields as (
    select
        file,
        line,
        unnest(['table', 'printed', 'problem', 'evidence', 'status']) as column_name,
        unnest([table_code, questioned_text, problem, evidence, correction_status]) as value
    from staging.correction
)

select
    file,
    line,
    column_name,
    value,
    if(column_name = 'status', 'open, reported or confirmed', 'some text') as expected,
    'fill in the field' as remedy
from fields
where
    coalesce(trim(value), '') = ''
    or (column_name = 'status' and value not in ('open', 'reported', 'confirmed'))
