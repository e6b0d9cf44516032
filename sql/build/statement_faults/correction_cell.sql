-- A correction of a table, row or column that the edition does not have.
with headings as (
    select distinct
        edition_code,
        table_code,
        side,
        heading_code
    from staging.heading
)

select
    correction.file,
    correction.line,
    'table' as column_name,
    concat_ws(' × ', correction.table_code, correction.row_code, correction.column_code) as value,
    'a table, row and column of the edition' as expected,
    'mend the codes' as remedy
from staging.correction
left join staging.table_meta
    on
        correction.edition_code = table_meta.edition_code
        and correction.table_code = table_meta.table_code
left join headings as row_heading
    on
        correction.edition_code = row_heading.edition_code
        and correction.table_code = row_heading.table_code
        and correction.row_code = row_heading.heading_code
        and row_heading.side = 'row'
left join headings as column_heading
    on
        correction.edition_code = column_heading.edition_code
        and correction.table_code = column_heading.table_code
        and correction.column_code = column_heading.heading_code
        and column_heading.side = 'column'
where
    table_meta.table_code is null
    or (correction.row_code is not null and row_heading.heading_code is null)
    or (correction.column_code is not null and column_heading.heading_code is null)
