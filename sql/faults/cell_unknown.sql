-- Bounds stand exactly with the cells printed as ?, which must be placed as uncertain.
select
    cell.file,
    cell.line,
    cell.column_code as column_name,
    cell.printed as value,
    if(
        cell.kind = 'unknown',
        'an entry under placements with placement: uncertain and bounds',
        'no bounds under placements for a cell that has a figure'
    ) as expected,
    'mend placements in the YAML of ' || cell.table_code as remedy
from staging.parsed_cell as cell
left join staging.placement
    on
        cell.edition_code = placement.edition_code
        and cell.table_code = placement.table_code
        and cell.row_code = placement.row_code
        and cell.column_code = placement.column_code
where
    (cell.kind = 'unknown') <> (placement.count_min is not null)
    or (cell.kind = 'unknown' and placement.placement_code <> 'uncertain')
    or placement.count_min::integer > placement.count_max::integer
