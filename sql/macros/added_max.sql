-- en: Upper bound of cells together. Give the upper bounds and what tells apart cells that may
--     not be added, such as addition_key of analysis.tidy_cells.
-- en: Empty where cells would be added that may not be, and where a cell was not printed.
-- nl: Bovengrens van cellen samen. Geef de bovengrenzen en wat cellen uit elkaar houdt die niet
--     mogen worden opgeteld, zoals addition_key van analysis.tidy_cells.
-- nl: Leeg waar cellen zouden worden opgeteld die dat niet mogen, en waar een cel niet gedrukt
--     is.
create macro mart.added_max(upper_bounds, told_apart) as
case
    when count(distinct told_apart) = 1 and count(upper_bounds) = count(*)
        then sum(upper_bounds)::bigint
end;
