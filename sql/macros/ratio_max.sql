-- en: Largest ratio of a figure to another one that does not contain it, such as the year before.
-- en: Give the largest figure, and the bounds of the one that it is divided by; empty is no limit.
-- en: Empty where there is no largest ratio: the other one may be 0.
-- nl: Grootste verhouding van een cijfer tot een ander dat het niet bevat, zoals het jaar ervoor.
-- nl: Geef het grootste cijfer, en de grenzen van dat waardoor wordt gedeeld; leeg is geen grens.
-- nl: Leeg waar er geen grootste verhouding is: het andere cijfer kan 0 zijn.
create macro mart.ratio_max(figure_max, base_min, base_max) as
case
    when base_max = 0 then null
    when figure_max = 0 then 0
    when base_min > 0 then figure_max / base_min
end;
