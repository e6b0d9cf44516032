-- Which tables of one edition have cells of a member of a code list.
-- Parameter: the edition.
-- Hidden: no figures.
with members as (
    unpivot (
        select
            table_code,
            form_code as form,
            sector_code as sector,
            origin_code as origin,
            age_code as age,
            sex_code as sex,
            reporter_code as reporter,
            outcome_code as outcome
        from main.all_cells
        where edition_code = $1
    )
    on form, sector, origin, age, sex, reporter, outcome
    into name dimension value code
)

select
    dimension,
    code,
    list(distinct table_code order by table_code) as table_codes
from members
where code <> '_T'
group by dimension, code
