-- A table that should have values and has none.
select
    edition_code,
    table_code
from main.dim_table
where not is_without_values
except
select
    edition_code,
    table_code
from main.all_cells
