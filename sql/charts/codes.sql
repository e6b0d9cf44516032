-- What the codes of cells are called, and in which order they stand.
-- Hidden: no figures.
select
    dimension,
    code,
    label_nl,
    label_en,
    sort_order
from build.all_codes
order by dimension, sort_order, code
