-- en: Which nationalities do the Europeans have?
-- nl: Welke nationaliteit hebben de Europeanen?
-- part: regions
select
    region_label_en,
    region_printed,
    origin_label_en,
    printed,
    rest
from analysis.regions
where
    region_table_code = 'victims_by_origin'
    and region_code = 'EUR'
order by row_position
