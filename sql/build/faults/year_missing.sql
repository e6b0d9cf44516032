-- A table with figures whose cells have no year: neither rows, nor columns, nor fixed.
select
    table_meta.file,
    1 as line,
    'year' as column_name,
    null as value,
    'a year for every cell' as expected,
    'add year to rows, columns or fixed' as remedy
from staging.table_meta
left join staging.heading_code
    on
        table_meta.edition_code = heading_code.edition_code
        and table_meta.table_code = heading_code.table_code
        and heading_code.dimension = 'year'
where table_meta.measure is not null and heading_code.dimension is null
