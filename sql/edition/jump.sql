-- A figure that is more than a stated factor above or below the year before, in the newest year of
-- the edition. Small figures jump by chance: one of the two must be able to reach 20.
with cells as (
    select * from main.all_cells
    where edition_code = getvariable('edition') and measure = 'count'
),

labels as (
    select * from build.printed_cells
),

pairs as (
    select
        this_year.edition_code,
        this_year.table_code,
        this_year.row_position,
        this_year.column_position,
        this_year.year,
        this_year.printed,
        this_year.count_min,
        this_year.count_max,
        last_year.printed as last_printed,
        last_year.count_min as last_count_min,
        last_year.count_max as last_count_max
    from cells as this_year
    inner join cells as last_year
        on
            this_year.series_key = last_year.series_key
            and this_year.year = last_year.year + 1
    inner join main.dim_edition as editions on this_year.edition_code = editions.edition_code
    where this_year.year = editions.edition_year
)

select
    pairs.table_code,
    labels.label || ', ' || pairs.year as place,
    pairs.printed as found,
    'about ' || pairs.last_printed || ' as the year before (more than a factor '
    || printf('%g', getvariable('jump_factor')::double) || ' away)' as expected
from pairs
inner join labels
    on
        pairs.edition_code = labels.edition_code
        and pairs.table_code = labels.table_code
        and pairs.row_position = labels.row_position
        and pairs.column_position = labels.column_position
where
    greatest(pairs.count_max, pairs.last_count_max) >= 20
    and (
        pairs.count_min > getvariable('jump_factor') * pairs.last_count_max
        or pairs.last_count_min > getvariable('jump_factor') * pairs.count_max
    )
order by pairs.table_code, pairs.row_position
