-- A cell whose text is outside the grammar.
select
    file,
    line,
    column_code as column_name,
    printed as value,
    'a count such as 135, a hidden figure such as <5, a share such as 50% or 12.3%, a value such '
    || 'as 25.01, a rank with its count such as 4 (75), ? or :' as expected,
    'write the cell as printed, but without a point for thousands and with a decimal point; : for '
    || 'a cell left blank in print' as remedy
from staging.parsed_cell
where kind is null
