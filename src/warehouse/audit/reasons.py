"""Why: the plainest inequalities that lead to a contradiction, or to the interval of a cell.

Decision: a reason is irreducible, not the smallest of all: none of it can be left out. Of all such
reasons it is the one that turns to a later inequality only where the earlier ones do not suffice,
so it depends on their order and on nothing else, least of all on the solver.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from warehouse.audit.extremes import beyond
from warehouse.solver.inequality import Bounds, Box, Cell, Inequality
from warehouse.solver.solve import solve

Rows = Sequence[Inequality]


def plainest(
    rows: Rows, needed: list[Inequality], suffices: Callable[[Rows], bool]
) -> list[Inequality]:
    """Return the plainest rows that suffice, with those that are needed; all together must.

    A beginning that suffices is sought, from short to long. Then the last rows are left out, more
    at a time as long as that goes well; one that cannot be left out is needed.
    """
    size, step = 1, 1
    while size < len(rows) and not suffices([*rows[:size], *needed]):
        size *= 2
    rows = rows[:size]
    while rows:
        if suffices([*rows[:-step], *needed]):
            rows, step = rows[:-step], 2 * step
        elif step > 1:
            step //= 2
        else:
            rows, needed = rows[:-1], [rows[-1], *needed]
    return needed


def contradictions(rows: Rows, box: Box) -> Iterator[list[Inequality]]:
    """Yield the plainest rows that contradict each other, set the last aside, and go on.

    The last is the first row that contradicts those before it; the others are near to it.
    """

    def clash(some: Rows) -> bool:
        return solve(some, box) is None

    rows, sound = list(rows), 0
    while clash(rows):
        size = bisect_left(range(len(rows)), True, sound, key=lambda n: clash(rows[:n]))
        sound = size - 1
        last = rows.pop(sound)
        yield plainest(_around(last.cells, rows[:sound]), [last], clash)


def explanation(cell: Cell, interval: Bounds, rows: Rows, box: Box) -> list[Inequality]:
    """Return the plainest rows that leave a cell its interval, which all of them do."""
    steps = beyond({cell: interval}, box)
    return plainest(_around([cell], rows), [], lambda some: solve(some, box, steps) is None)


def _around(start: Iterable[Cell], rows: Rows) -> Rows:
    """Return the rows that hang together with cells, the nearest first."""
    reached, found = set(start), []
    while near := [row for row in rows if not reached.isdisjoint(row.cells)]:
        rows = [row for row in rows if reached.isdisjoint(row.cells)]
        found += near
        reached.update(cell for row in near for cell in row.cells)
    return found
