-- How many there were in all according to each table of one edition, to find a table by its total.
-- Parameter: the edition.
-- Hidden: only totals that the printed bounds leave one value for.
select distinct
    table_code,
    count
from analysis.totals
where edition_code = $1 and table_code is not null and count is not null
order by table_code, count
