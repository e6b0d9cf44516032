-- A field of a correction that is missing, or a status that there is not.
with fields as (
    select
        file,
        line,
        unnest(
            [
                'table',
                'printed',
                'problem_nl',
                'problem_en',
                'evidence_nl',
                'evidence_en',
                'status'
            ]
        ) as column_name,
        unnest(
            [
                table_code,
                questioned_text,
                problem_nl,
                problem_en,
                evidence_nl,
                evidence_en,
                correction_status
            ]
        ) as value
    from staging.correction
)

select
    file,
    line,
    column_name,
    value,
    if(column_name = 'status', 'open, reported or confirmed', 'some text') as expected,
    if(
        regexp_matches(column_name, '_(nl|en)$'),
        'say it in Dutch and in English',
        'fill in the field'
    ) as remedy
from fields
where
    coalesce(trim(value), '') = ''
    or (column_name = 'status' and value not in ('open', 'reported', 'confirmed'))
