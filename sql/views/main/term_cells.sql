-- en: Every cell that a claim or a rule adds up, with the place where it is printed.
-- en: member: 0 is the sum that is looked at (the left side of a rule), the others are what it is
--     held against (1 is the right side). side: whole is that of which the sum is taken in percent.
-- en: Unit: that of the table; a printed percentage stands in percent with its rounding.
-- en: Hidden: the bounds are those of print, never narrower.
-- nl: Elke cel die een bewering of een regel optelt, met de plaats waar zij is gedrukt.
-- nl: member: 0 is de som die wordt bekeken (de linkerkant van een regel), de andere zijn waar die
--     tegen wordt gehouden (1 is de rechterkant). side: whole is het geheel waarvan de som in
--     procenten wordt genomen.
-- nl: Eenheid: die van de tabel; een gedrukt percentage staat er in procenten met zijn afronding.
-- nl: Verborgen: de grenzen zijn die van de druk, nooit nauwer.
with terms as (
    select * from main.term
),

cells as (
    select * from main.all_cells
)

select
    terms.edition_code,
    terms.subject_kind,
    terms.subject_code,
    terms.group_code,
    terms.member,
    terms.side,
    terms.table_code,
    cells.page,
    terms.row_position,
    terms.column_position,
    cells.year,
    cells.printed,
    cells.share,
    cells.is_suppressed,
    cells.placement_code,
    coalesce(cells.count_min, 100 * cells.share - 0.5, 0)::double as value_min,
    coalesce(cells.count_max, 100 * cells.share + 0.5)::double as value_max,
    cells.preferred_min,
    cells.preferred_max,
    cells.competing_cells
from terms
inner join cells
    on
        terms.edition_code = cells.edition_code
        and terms.table_code = cells.table_code
        and terms.row_position = cells.row_position
        and terms.column_position = cells.column_position
