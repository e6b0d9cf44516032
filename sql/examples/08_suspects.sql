-- nl: Hoeveel verdachten, naar geslacht en leeftijd?
-- en: How many suspects, by sex and age?
select
    sex_label_nl,
    sex_label_en,
    age_label_nl,
    age_label_en,
    year,
    count,
    count_min,
    count_max
from mart.suspects_by_sex_and_age
order by row_position, column_position
