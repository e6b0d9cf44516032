-- en: What does the report say of Ukrainian victims?
-- nl: Wat zegt het rapport over Oekraïense slachtoffers?
-- part: sentences
select distinct
    year,
    form_label_en,
    sector_label_en,
    age_label_en,
    sex_label_en,
    reporter_label_en,
    value_min,
    value_max
from mart.sentence_figures
where
    process = 'victims'
    and origin_code = 'UA'
order by all
