-- en: How many investigations did the police begin?
-- nl: Hoeveel onderzoeken is de politie begonnen?
-- part: sentences
select
    year,
    printed,
    value,
    page
from mart.sentence_figures
where process = 'investigations'
order by year
