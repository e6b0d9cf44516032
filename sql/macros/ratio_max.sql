-- mart.ratio_max(figure_max, base_min, base_max)
-- Largest ratio of a figure to another one that does not contain it, such as the year before.
-- Give the largest figure, and the bounds of the one that it is divided by; empty is no limit.
-- Empty where there is no largest ratio: the other one may be 0.
create macro mart.ratio_max(figure_max, base_min, base_max) as
case
    when base_max = 0 then null
    when figure_max = 0 then 0
    when base_min > 0 then figure_max / base_min
end;
