-- What a hidden figure stands for must follow from its token: <5 hides 0 to 4, or 1 to 4.
select
    file,
    1 as line,
    'suppression' as column_name,
    suppression_label || ' is ' || suppression_min || ' to ' || suppression_max as value,
    'a max one below the figure in the label, and a smaller min' as expected,
    'mend min and max' as remedy
from staging.table_meta
where
    suppression_max::integer <> ltrim(suppression_label, '<')::integer - 1
    or suppression_min::integer >= suppression_max::integer
