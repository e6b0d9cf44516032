-- en: Largest share that a part can have in the whole of itself and the rest, as a fraction: 0 to
--     1.
-- en: Give the largest part and the bounds of the rest (the whole without it); empty is no limit.
-- en: Empty where part and rest are surely 0, so that there is nothing to take a share of.
-- nl: Grootste aandeel dat een deel kan hebben in het geheel van zichzelf en de rest, als fractie:
--     0 tot 1.
-- nl: Geef het grootste deel en de grenzen van de rest (het geheel zonder het deel); leeg is geen
--     grens.
-- nl: Leeg waar deel en rest zeker 0 zijn, zodat er niets is om een aandeel van te nemen.
create macro mart.share_max(part_max, rest_min, rest_max) as
case
    when part_max = 0 and rest_max = 0 then null
    when part_max = 0 then 0
    when part_max is null then 1
    else part_max / (part_max + coalesce(rest_min, 0))
end;
