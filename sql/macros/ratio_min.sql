-- mart.ratio_min(figure_min, base_max)
-- Smallest ratio of a figure to another one that does not contain it, such as the year before.
-- Give the smallest figure, and the largest one that it is divided by; empty is no limit.
-- Empty where the other one is surely 0.
create macro mart.ratio_min(figure_min, base_max) as
case
    when base_max = 0 then null
    when base_max is null then 0
    else coalesce(figure_min, 0) / base_max
end;
