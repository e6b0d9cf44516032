-- Two cells of one table and edition that mean the same: the same members of all dimensions.
select
    edition_code,
    table_code,
    year,
    form_code,
    sector_code,
    origin_code,
    age_code,
    sex_code,
    reporter_code,
    outcome_code,
    count(*) as facts
from main.all_cells
group by
    edition_code,
    table_code,
    year,
    form_code,
    sector_code,
    origin_code,
    age_code,
    sex_code,
    reporter_code,
    outcome_code
having count(*) > 1
