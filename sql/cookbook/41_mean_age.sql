-- en: What is the mean age in each form?
-- nl: Wat is de gemiddelde leeftijd in elke vorm?
-- part: sentences
select
    form_label_en,
    value,
    value_min,
    value_max
from mart.sentence_figures
where measure = 'mean_age'
order by value, form_code
