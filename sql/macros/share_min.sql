-- mart.share_min(part_min, part_max, rest_max)
-- Smallest share that a part can have in the whole of itself and the rest, as a fraction: 0 to 1.
-- Give the bounds of the part and the largest rest (the whole without it); empty is no limit.
-- Empty where part and rest are surely 0, so that there is nothing to take a share of.
create macro mart.share_min(part_min, part_max, rest_max) as
case
    when part_max = 0 and rest_max = 0 then null
    when rest_max = 0 then 1
    when rest_max is null then 0
    else coalesce(part_min, 0) / (coalesce(part_min, 0) + rest_max)
end;
