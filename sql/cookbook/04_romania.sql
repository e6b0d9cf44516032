-- en: Where does Romania occur?
-- nl: Waar komt Roemenië voor?
-- part: finding
select distinct
    found_in,
    code,
    look_in
from meta.search
where text ilike '%roemen%'
order by found_in, code, look_in
