-- en: The number of cells together, where it is known: both bounds meet, and nothing is added
--     that may not be. Give lower bounds, upper bounds and what tells cells apart, as for
--     mart.added_min.
-- nl: Het aantal van cellen samen, waar het bekend is: de grenzen vallen samen, en er wordt niets
--     opgeteld dat dat niet mag. Geef ondergrenzen, bovengrenzen en wat cellen uit elkaar houdt,
--     zoals bij mart.added_min.
create macro mart.added(lower_bounds, upper_bounds, told_apart) as
case
    when
        count(distinct told_apart) = 1
        and count(upper_bounds) = count(*)
        and sum(lower_bounds) = sum(upper_bounds)
        then sum(lower_bounds)::bigint
end;
