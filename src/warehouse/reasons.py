"""Why: a small set of equations that already leads to a contradiction.

Decision: a set of equations grows from a point that is to be ruled out. Equations that the point
does not fit are added, nearest to the print first; then a new point is sought that fits all of
them; until there is none. What was never needed is never looked at, so the set stays small and
its programs quick. After that equations are left out one by one, farthest from the print first:
an irreducible set, though not always the smallest of all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from warehouse.integers import Box, Point, Row, holds
from warehouse.solver import examine


def contradiction(
    rows: Mapping[int, Row], boxes: Sequence[Box], start: int | None, ranks: Mapping[int, int]
) -> list[int] | None:
    """Return an irreducible set of rows that have no solution in any of the boxes."""
    grown: set[int] = set()
    for box in boxes:
        core = _grow(rows, box, start)
        if core is None:
            return None
        grown |= core
    order = sorted(grown, key=lambda row: (ranks[row], row))
    return _Shrinking({row: rows[row] for row in order}, boxes).run()


def _grow(rows: Mapping[int, Row], box: Box, start: int | None) -> frozenset[int] | None:
    """Return rows that have no solution in the box, nearest to the cell; None when they have one."""
    for some in [rows] if start is None else _rings(rows, start):
        found = examine(some, box)
        if isinstance(found, frozenset):
            return found
    return None


def _rings(rows: Mapping[int, Row], start: int) -> Iterable[Mapping[int, Row]]:
    """Return the rows with the cell, then also those that share a cell with them, and so on."""
    reached = {start}
    chosen: dict[int, Row] = {}
    while True:
        new = {
            name: row
            for name, row in rows.items()
            if name not in chosen and any(cell in reached for cell, _ in row.terms)
        }
        if not new:
            return
        chosen |= new
        reached.update(cell for row in new.values() for cell, _ in row.terms)
        yield {name: row for name, row in rows.items() if name in chosen}


class _Shrinking:
    """Rows that have no solution in any of the boxes, on the way to an irreducible set.

    A row is needed when some point of a box breaks that row only.
    """

    def __init__(self, rows: Mapping[int, Row], boxes: Sequence[Box]) -> None:
        self.rows = dict(rows)
        self.boxes = boxes
        self.needed: set[int] = set()

    def run(self) -> list[int]:
        """Leave out rows, the last first, until all that remain are needed."""
        many = 1
        while doubtful := [row for row in self.rows if row not in self.needed]:
            trial = set(doubtful[-many:])
            if self._refuted_without(trial):
                many = 2 * many
            else:
                many = 1
                if len(trial) == 1:
                    self.needed |= trial
        return list(self.rows)

    def _refuted_without(self, trial: Collection[int]) -> bool:
        """Leave the rows out if the others have no solution; else learn from the point."""
        some = {name: row for name, row in self.rows.items() if name not in trial}
        cores = set[int]()
        for box in self.boxes:
            found = examine(some, box)
            if not isinstance(found, frozenset):
                self._learn(found, box)
                return False
            cores |= found
        self.rows = {name: row for name, row in some.items() if name in cores}
        return True

    def _learn(self, point: Point, box: Box) -> None:
        """Mark the row that the point alone breaks, and pass the break on to other rows."""
        pending = [point]
        while pending:
            point = pending.pop()
            broken = [name for name, row in self.rows.items() if not holds(row, point)]
            if len(broken) == 1 and broken[0] not in self.needed:
                self.needed.add(broken[0])
                pending += _mended(self.rows[broken[0]], point, box)


def _mended(row: Row, point: Point, box: Box) -> Iterable[Point]:
    """Return the points that differ in one cell and fit the row."""
    for terms, limit in row.halves:
        excess = sum(factor * point[cell] for cell, factor in terms) - limit
        if excess <= 0:
            continue
        for cell, factor in terms:
            value = point[cell] - -(-excess // factor)
            low, high = box[cell]
            if low <= value and (high is None or value <= high):
                changed = point | {cell: value}
                if holds(row, changed):
                    yield changed
