-- A parent that is not an earlier line of the same code list.
select
    child.file,
    child.line,
    'parent_code' as column_name,
    child.value,
    'a code that stands higher in the same list' as expected,
    'mend the parent or move it up' as remedy
from staging.code_value as child
left join staging.code_value as parent
    on
        child.list_name = parent.list_name
        and child.value = parent.code
        and parent.column_name = parent.list_name || '_code'
        and child.line > parent.line
where child.column_name = 'parent_code' and child.value is not null and parent.code is null
