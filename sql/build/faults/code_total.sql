-- A dimension without a first member _T for "all, not broken down".
select
    file,
    min(line) as line,
    list_name || '_code' as column_name,
    min_by(code, line) as value,
    '_T as the first code' as expected,
    'put the member for "not broken down" first' as remedy
from staging.code_value
where
    column_name = list_name || '_code'
    and list_name in (select dimension from staging.dimension)
group by file, list_name
having min_by(code, line) is distinct from '_T'
