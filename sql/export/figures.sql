-- All figures in one table, those of sentences after those of tables.
-- Parameter: the edition, or null for all of them.
-- Hidden: a hidden figure has no value but its printed bounds.
select
    * replace (
        value::decimal(18, 4) as value,
        value_min::decimal(18, 4) as value_min,
        value_max::decimal(18, 4) as value_max
    )
from mart.figures
where coalesce(edition_code = $1, true)
order by
    edition_code desc,
    source_kind desc,
    table_code asc,
    row_position asc,
    column_position asc,
    claim_code asc,
    year asc
