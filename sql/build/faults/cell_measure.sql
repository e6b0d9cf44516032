-- A percentage where a count belongs, or the other way round; likewise a value with decimals.
select
    cell.file,
    cell.line,
    cell.column_code as column_name,
    cell.printed as value,
    case table_meta.measure
        when 'count' then 'a count'
        when 'share' then 'a percentage'
        else 'a number, with or without decimals'
    end as expected,
    'mend the cell, or measure in ' || table_meta.file as remedy
from staging.parsed_cell as cell
inner join staging.table_meta
    on cell.edition_code = table_meta.edition_code and cell.table_code = table_meta.table_code
where
    case table_meta.measure
        when 'count' then cell.kind in ('share', 'decimal')
        when 'share' then cell.kind in ('count', 'ranked', 'decimal', 'suppressed', 'unknown')
        else cell.kind in ('share', 'ranked', 'suppressed', 'unknown')
    end
