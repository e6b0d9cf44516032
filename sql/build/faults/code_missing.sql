-- A code that the loader itself gives to cells, and that its code list does not have.
with wanted (list_name, code) as (
    values
    ('observation_status', 'A'),
    ('observation_status', 'Q'),
    ('observation_status', 'L'),
    ('observation_status', 'O'),
    ('confidentiality_status', 'F'),
    ('confidentiality_status', 'A'),
    ('form_counting', '_Z'),
    ('form_counting', 'every_form'),
    ('form_counting', 'one_form'),
    ('placement', 'printed'),
    ('placement', 'deduced'),
    ('placement', 'uncertain')
),

-- A list that has no line at all is a file none the less.
lists as (
    select
        file,
        parse_filename(file, true) as list_name
    from staging.seed_file
    where kind = 'code_list'
)

select
    lists.file,
    null as line,
    wanted.list_name || '_code' as column_name,
    null as value,
    'the code ' || wanted.code as expected,
    'restore its line: the loader gives this code to cells' as remedy
from lists
inner join wanted on lists.list_name = wanted.list_name
anti join staging.code_value as listed
    on wanted.list_name = listed.list_name and wanted.code = listed.code
