-- en: Smallest ratio of a figure to another one that does not contain it, such as the year before.
-- en: Give the smallest figure, and the largest one that it is divided by; empty is no limit.
-- en: Empty where the other one is surely 0.
-- nl: Kleinste verhouding van een cijfer tot een ander dat het niet bevat, zoals het jaar ervoor.
-- nl: Geef het kleinste cijfer, en het grootste waardoor wordt gedeeld; leeg is geen grens.
-- nl: Leeg waar het andere cijfer zeker 0 is.
create macro mart.ratio_min(figure_min, base_max) as
case
    when base_max = 0 then null
    when base_max is null then 0
    else coalesce(figure_min, 0) / base_max
end;
