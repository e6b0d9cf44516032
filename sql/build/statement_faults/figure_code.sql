-- A figure of a sentence that counts what no code list has.
select
    figure_code.file,
    figure_code.line,
    figure_code.dimension as column_name,
    figure_code.code as value,
    'a code of codes/' || figure_code.dimension || '.csv' as expected,
    'mend the code, or add it to the code list' as remedy
from staging.figure_code
anti join staging.code_value
    on
        figure_code.dimension = code_value.list_name
        and figure_code.code = code_value.code
