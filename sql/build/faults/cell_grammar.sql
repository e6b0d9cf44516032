-- A cell whose text is outside the grammar.
select
    file,
    line,
    column_code as column_name,
    printed as value,
    'a count such as 135, a hidden figure such as <5, a share such as 50%, ? or :' as expected,
    'write the cell as printed, without spaces or separators; : for a cell left blank in print'
        as remedy
from staging.parsed_cell
where kind is null
