-- en: Smallest share that a part can have in the whole of itself and the rest, as a fraction: 0 to
--     1.
-- en: Give the bounds of the part and the largest rest (the whole without it); empty is no limit.
-- en: Empty where part and rest are surely 0, so that there is nothing to take a share of.
-- nl: Kleinste aandeel dat een deel kan hebben in het geheel van zichzelf en de rest, als fractie:
--     0 tot 1.
-- nl: Geef de grenzen van het deel en de grootste rest (het geheel zonder het deel); leeg is geen
--     grens.
-- nl: Leeg waar deel en rest zeker 0 zijn, zodat er niets is om een aandeel van te nemen.
create macro mart.share_min(part_min, part_max, rest_max) as
case
    when part_max = 0 and rest_max = 0 then null
    when rest_max = 0 then 1
    when rest_max is null then 0
    else coalesce(part_min, 0) / (coalesce(part_min, 0) + rest_max)
end;
