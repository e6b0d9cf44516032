-- en: What is the mean age in each form?
-- nl: Wat is de gemiddelde leeftijd in elke vorm?
-- part: sentences
select
    form_label_en,
    value,
    value_min,
    value_max
from mart.sentence_figures
where
    process = 'victims'
    and measure = 'mean_age'
    and form_code <> '_T'
order by value, form_code
