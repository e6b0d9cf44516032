-- en: Who reports the minors?
-- nl: Wie melden de minderjarigen?
-- part: sentences
select
    reporter_label_en,
    value,
    value_min,
    value_max
from mart.sentence_figures
where
    age_code = 'Y0T17'
    and reporter_code <> '_T'
    and measure = 'share'
order by value desc
