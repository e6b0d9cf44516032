-- en: How does print name the age groups?
-- nl: Hoe heten de leeftijdsgroepen in druk?
-- part: finding
select
    code,
    label_en,
    printed_labels
from meta.codes
where
    dimension = 'age'
    and parent_code is not null
order by sort_order
