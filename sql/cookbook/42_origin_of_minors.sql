-- en: Where do the minors come from?
-- nl: Waar komen de minderjarigen vandaan?
-- part: sentences
select
    origin_label_en,
    value,
    verdict
from mart.sentence_figures
where
    age_code = 'Y0T17'
    and process = 'victims'
    and measure = 'count'
    and origin_code <> '_T'
    and sex_code = '_T'
order by value desc
