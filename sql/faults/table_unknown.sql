-- A table with figures for which the project has no view.
select
    table_meta.file,
    null as line,
    null as column_name,
    table_meta.table_code as value,
    'the name of a view in sql/views/report/' as expected,
    'mend the name of the file, or add the two views of a new table' as remedy
from staging.table_meta
left join staging.view_file on table_meta.table_code = view_file.view_name
where table_meta.measure is not null and view_file.view_name is null
