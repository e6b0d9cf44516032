"""Find the tables of a report.

Decision: the places of the words decide, in three steps: which lines may be a table (`block`), what
its rows and columns are (`grid`), and what it is called (`caption`). A table that has no caption of
its own and the columns of the one before it is the rest of that.
"""

from collections.abc import Sequence

from warehouse.report.block import blocks
from warehouse.report.caption import SOURCE, Caption, captions
from warehouse.report.grid import Table, grid
from warehouse.report.letters import whole_words
from warehouse.report.page import Line, Page, lines

HEAD = 0.1  # of the height: where a running head stands
NEAR_SOURCE = 30.0  # points: how far below a table its source may stand


def tables(pages: Sequence[Page], headings: Sequence[str] = ()) -> list[Table]:
    """Return the tables of pages in reading order; one that goes on over a page is one.

    `headings` are those under which a table is known, beside captions with a number.
    """
    found: list[Table] = []
    for page in whole_words(pages):
        rows = lines(page.words)
        named = captions(rows, headings)
        taken: set[int] = set()
        for block in blocks(rows, named):
            table = grid(page, block)
            if table is None:
                continue
            _name(table, named, taken, rows)
            before = found[-1] if found else None
            if before is not None and _goes_on(before, table) and _is_first(page, table):
                before.rows += table.rows
                before.boxes += table.boxes
                before.doubts += table.doubts
                before.is_closed = table.is_closed
                before.source = before.source or table.source
            else:
                found.append(table)
    return found


def _is_first(page: Page, table: Table) -> bool:
    """Whether nothing but a running head stands above a table on its page."""
    top = table.boxes[0][2]
    return not any(HEAD * page.height < word.y < top - 1 for word in page.words)


def _goes_on(before: Table, table: Table) -> bool:
    """Whether a table without a caption of its own is the rest of the one before it."""
    return (
        not table.kind
        and not before.is_closed
        and table.page - before.boxes[-1][0] in (0, 1)
        and [column.label for column in before.columns] == [one.label for one in table.columns]
    )


def _name(table: Table, named: Sequence[Caption], taken: set[int], rows: Sequence[Line]) -> None:
    """Give a table the caption that stands next to it: a figure's below, a table's above."""
    _, _, top, _, bottom = table.boxes[0]
    near = [
        (distance, index, one)
        for index, one in enumerate(named)
        if index not in taken
        and 0
        < (distance := one.top - bottom if one.kind == "Figuur" else top - one.bottom)
        < one.reach
    ]
    if near:
        _, index, one = min(near, key=lambda item: item[0])
        taken.add(index)
        table.kind, table.number, table.title = one.kind, one.number, one.title
        table.source = one.source
        table.is_closed = one.kind == "Figuur"
    for line in rows:
        if 0 < line.y - bottom < NEAR_SOURCE and SOURCE.match(line.text):
            table.source, table.is_closed = table.source or line.text, True
