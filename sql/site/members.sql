-- Which tables of one edition have cells of a member of a code list.
-- Parameter: the edition.
-- Hidden: no figures.
select
    dimension,
    code,
    list(distinct table_code order by table_code) as table_codes
from analysis.cell_codes
where edition_code = $1 and code <> '_T'
group by dimension, code
order by dimension, code
