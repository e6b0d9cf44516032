-- The tables whose cells each claim of one edition adds up.
-- Parameter: the edition.
-- Hidden: no figures.
select
    subject_code as claim_code,
    list(distinct table_code order by table_code) as table_codes
from main.term_cells
where edition_code = $1 and subject_kind = 'claim'
group by subject_code
