-- Bounds stand exactly with the cells printed as ?, which must be placed as uncertain.
with wrong as (
    select
        cell.line_number,
        cell.column_number,
        token.printed,
        token.kind
    from staging.cell
    inner join staging.token on cell.token_number = token.token_number
    left join staging.cell_placement as placement
        on
            cell.line_number = placement.line_number
            and cell.column_number = placement.column_number
    where
        (token.kind = 'unknown') <> (placement.count_min is not null)
        or (token.kind = 'unknown' and placement.placement_code <> 'uncertain')
        or placement.count_min > placement.count_max
)

select
    csv_row.file,
    csv_row.line,
    column_position.column_code as column_name,
    wrong.printed as value,
    if(
        wrong.kind = 'unknown',
        'an entry under placements with placement: uncertain and bounds',
        'no bounds under placements for a cell that has a figure'
    ) as expected,
    'mend placements in the YAML of ' || csv_row.table_code as remedy
from wrong
inner join staging.csv_row on wrong.line_number = csv_row.line_number
inner join staging.column_position on wrong.column_number = column_position.column_number
