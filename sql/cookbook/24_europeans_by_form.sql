-- en: How many are left of a region within one form?
-- nl: Hoeveel blijven er van een regio over binnen één vorm?
-- part: regions
select distinct
    region_label_en,
    form_code,
    region_printed,
    rest,
    rest_min,
    rest_max,
    refusal
from analysis.regions
where
    region_table_code = 'origin_by_form'
    and form_code in ('SU', 'CU')
order by region_label_en, form_code
