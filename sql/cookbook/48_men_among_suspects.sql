-- en: How many of the suspects were men?
-- nl: Hoeveel van de verdachten waren man?
-- part: totals
select
    year,
    sex_label_en,
    count,
    count_min,
    count_max,
    uncertain_cells
from analysis.sums
where
    table_code = 'suspects_by_sex_and_age'
    and age_code = '_T'
    and sex_code = 'M'
order by year
