-- A code that stands twice in its code list.
select
    file,
    max(line) as line,
    list_name || '_code' as column_name,
    code as value,
    'each code once' as expected,
    'remove one of the lines' as remedy
from staging.code_value
where column_name = list_name || '_code'
group by file, list_name, code
having count(*) > 1
