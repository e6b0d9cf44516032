-- en: A bound of a cell within a sum. Where all cells of a row that compete for its figures are in
--     the sum, it does not matter which figure stands where, and the bound of the preferred figure
--     serves.
-- en: Give both bounds, how many cells compete, and how many of these are in the sum.
-- nl: Een grens van een cel binnen een som. Waar alle cellen van een rij die om haar cijfers
--     strijden in de som staan, doet het er niet toe welk cijfer waar staat, en geldt de grens van
--     het voorkeurscijfer.
-- nl: Geef beide grenzen, hoeveel cellen strijden, en hoeveel daarvan in de som staan.
create macro mart.in_sum(bound, preferred_bound, competing_cells, present_cells) as
case
    when competing_cells = present_cells then coalesce(preferred_bound, bound)
    else bound
end;
