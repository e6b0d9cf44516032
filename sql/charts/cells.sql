-- The printed cells of one edition, with the codes of what they are about (see codes.sql): those of
-- one year, or of several years together where a table prints nothing else.
-- Parameters: the edition; the table, or null for all tables.
-- Hidden: count is empty; count_min and count_max are what the print allows.
select * replace (share::double as share, value::double as value)
from main.all_cells
where edition_code = $1 and coalesce(table_code = $2, true)
qualify first_year = year or not bool_or(first_year = year) over (partition by table_code)
order by table_code, row_position, column_position
