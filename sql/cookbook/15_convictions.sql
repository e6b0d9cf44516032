-- en: Which part of the verdicts were convictions?
-- nl: Welk deel van de uitspraken was een veroordeling?
-- part: shares
select
    year,
    printed,
    round(share_min, 3) as share_min,
    round(share_max, 3) as share_max,
    hidden_cells
from analysis.shares
where
    table_code = 'verdicts_by_outcome'
    and population_code = 'CASES_PROSECUTION'
    and member_code = 'ADJUDICATED_CONVICTED'
order by year
