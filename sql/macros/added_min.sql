-- en: Lower bound of cells together. Give the lower bounds and what tells apart cells that may
--     not be added, such as addition_key of analysis.tidy_cells.
-- en: Empty where cells would be added that may not be: mart.refusal says which.
-- nl: Ondergrens van cellen samen. Geef de ondergrenzen en wat cellen uit elkaar houdt die niet
--     mogen worden opgeteld, zoals addition_key van analysis.tidy_cells.
-- nl: Leeg waar cellen zouden worden opgeteld die dat niet mogen: mart.refusal zegt welke.
create macro mart.added_min(lower_bounds, told_apart) as
case when count(distinct told_apart) = 1 then sum(lower_bounds)::bigint end;
