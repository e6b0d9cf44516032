-- A code, label or definition that is missing, or a code with strange characters.
select
    file,
    line,
    column_name,
    value,
    if(
        column_name = list_name || '_code',
        'a code of letters, digits and underscores',
        'some text'
    ) as expected,
    if(
        regexp_matches(column_name, '_(nl|en)$'),
        'say it in Dutch and in English',
        'fill in the field'
    ) as remedy
from staging.code_value
where
    (
        (column_name = list_name || '_code' or regexp_matches(column_name, '^(label|definition)_'))
        and coalesce(trim(value), '') = ''
    )
    or (
        column_name = list_name || '_code'
        and not regexp_full_match(coalesce(value, ''), '[A-Za-z0-9_]+')
    )
