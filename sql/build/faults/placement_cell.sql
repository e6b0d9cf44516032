-- An entry under placements for a cell that the table does not have, or has twice.
select
    placement.file,
    max(placement.line) as line,
    'placements' as column_name,
    placement.row_code || ' × ' || placement.column_code as value,
    'a cell of the table, once' as expected,
    'mend the codes or remove the entry' as remedy
from staging.placement
left join staging.heading as row_heading
    on
        placement.edition_code = row_heading.edition_code
        and placement.table_code = row_heading.table_code
        and placement.row_code = row_heading.heading_code
        and row_heading.side = 'row'
left join staging.heading as column_heading
    on
        placement.edition_code = column_heading.edition_code
        and placement.table_code = column_heading.table_code
        and placement.column_code = column_heading.heading_code
        and column_heading.side = 'column'
group by placement.file, placement.row_code, placement.column_code
having
    count(*) > 1
    or count(row_heading.heading_code) = 0
    or count(column_heading.heading_code) = 0
