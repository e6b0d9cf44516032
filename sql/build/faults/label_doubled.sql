-- Two columns of one table with the same printed label (whatever the case): a view cannot have
-- both.
select
    file,
    max(line) as line,
    'columns' as column_name,
    min(printed_label) as value,
    'a label of its own for each column, other than label and row_position' as expected,
    'put the printed block heading before it, as in "Vrouwelijk / Onbekend"' as remedy
from staging.heading
where side = 'column' and printed_label is not null
group by edition_code, table_code, file, lower(printed_label)
having count(*) > 1 or lower(printed_label) in ('label', 'row_position')
