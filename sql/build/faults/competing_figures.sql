-- The figures that compete for a cell of uncertain place: two or more, its own among them, and each
-- printed in the cells of its row that compete with it, which are more than have it printed.
with placed as (
    select
        cell.line_number,
        cell.column_number,
        token.text as printed,
        token.token,
        token.kind,
        placement.placement_code,
        placement.competing
    from staging.cell
    inner join staging.token on cell.token_number = token.token_number
    left join staging.cell_placement as placement
        on
            cell.line_number = placement.line_number
            and cell.column_number = placement.column_number
    where placement.placement_code is not null or token.kind = 'unknown'
),

-- Of a row with a figure in no known cell, the text has the figures and the CSV has not.
rows as (
    select
        line_number,
        list(token) filter (where kind <> 'unknown') as tokens,
        bool_or(kind = 'unknown') as is_open,
        flatten(list(competing)) as named
    from placed
    where placement_code = 'uncertain'
    group by line_number
),

misplaced as (
    select
        *,
        case
            when kind = 'unknown' and coalesce(placement_code, '') <> 'uncertain'
                then 'an entry under placements with placement: uncertain'
            when placement_code = 'uncertain' and competing is null
                then 'the figures that compete for the cell (competing)'
            when placement_code <> 'uncertain' and competing is not null
                then 'competing figures only where the placement is uncertain'
            when kind <> 'unknown' and not list_contains(competing, token)
                then 'its own figure among those that compete: ' || array_to_string(competing, ', ')
        end as expected
    from placed
),

-- A figure that no more cells name than have it printed competes for nothing.
lone as (
    select
        misplaced.* exclude (expected),
        list_filter(
            misplaced.competing,
            lambda figure: not list_contains(rows.tokens, figure)
            or len(list_filter(rows.named, lambda name: name = figure))
            <= len(list_filter(rows.tokens, lambda token: token = figure))
        ) as alone
    from misplaced
    inner join rows on misplaced.line_number = rows.line_number
    where not rows.is_open and misplaced.expected is null and misplaced.competing is not null
),

wrong as (
    select
        line_number,
        column_number,
        printed,
        expected
    from misplaced
    where expected is not null

    union all

    select
        line_number,
        column_number,
        printed,
        'only figures that the uncertain cells of its row print, and that more of them name than '
        || 'print: ' || array_to_string(alone, ', ') as expected
    from lone
    where len(alone) > 0
)

select
    csv_row.file,
    csv_row.line,
    column_position.column_code as column_name,
    wrong.printed as value,
    wrong.expected,
    'mend placements in the YAML of ' || csv_row.table_code as remedy
from wrong
inner join staging.csv_row on wrong.line_number = csv_row.line_number
inner join staging.column_position on wrong.column_number = column_position.column_number
