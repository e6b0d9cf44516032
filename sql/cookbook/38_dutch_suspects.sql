-- en: How many suspects were Dutch, Romanian or Spanish?
-- nl: Hoeveel verdachten waren Nederlands, Roemeens of Spaans?
-- part: sentences
select
    origin_label_en,
    printed,
    value,
    verdict
from mart.sentence_figures
where
    process = 'suspects'
    and year = 2022
    and origin_code <> '_T'
order by value desc
