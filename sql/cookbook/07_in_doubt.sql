-- en: On which page is a figure printed, and is it in doubt?
-- nl: Op welke pagina is een cijfer gedrukt, en is het twijfelachtig?
-- part: finding
select
    edition_code,
    page,
    printed,
    placement_code,
    is_questioned
from mart.top_nationalities_by_form
where origin_code = 'PH'
order by column_position
