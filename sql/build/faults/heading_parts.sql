-- A heading whose code has more or fewer parts than there are dimensions.
select
    heading.file,
    heading.line,
    heading.side || 's' as column_name,
    heading.heading_code as value,
    if(heading.side = 'row', table_meta.row_dimensions, table_meta.column_dimensions)
    || ' (one code for each, with dots between)' as expected,
    'mend the code or the dimensions' as remedy
from staging.heading
inner join staging.table_meta
    on
        heading.edition_code = table_meta.edition_code
        and heading.table_code = table_meta.table_code
where
    len(string_split(heading.heading_code, '.')) <> len(
        string_split(
            if(heading.side = 'row', table_meta.row_dimensions, table_meta.column_dimensions), '.'
        )
    )
