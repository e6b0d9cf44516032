-- A correction of something that is not printed (any more): the cell, or the label of a row, of a
-- column or of the table.
with cells as (
    select
        edition_code,
        table_code,
        row_code,
        column_code,
        printed
    from staging.parsed_cell
),

printed as (
    select
        edition_code,
        table_code,
        row_code,
        column_code,
        printed
    from cells
    union all
    select
        edition_code,
        table_code,
        if(side = 'row', heading_code, null) as row_code,
        if(side = 'column', heading_code, null) as column_code,
        printed_label as printed
    from staging.heading
    union all
    select
        edition_code,
        table_code,
        null as row_code,
        null as column_code,
        heading_nl as printed
    from staging.table_meta
)

select
    correction.file,
    correction.line,
    'printed' as column_name,
    correction.questioned_text as value,
    '"' || printed.printed || '", as the tables have it' as expected,
    'mend the text, or remove a correction that is done' as remedy
from staging.correction
inner join printed
    on
        correction.edition_code = printed.edition_code
        and correction.table_code = printed.table_code
        and correction.row_code is not distinct from printed.row_code
        and correction.column_code is not distinct from printed.column_code
where correction.questioned_text is distinct from printed.printed
