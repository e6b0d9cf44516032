"""Why: small sets of equations that lead to a contradiction, or to the interval of a cell.

Decision: a set is irreducible, not the smallest of all: none of its equations can be left out.
Equations are left out one by one, those farthest from the print and from the cell first, so that
what remains is the plainest reason. An interval is explained by the nearest equations that
suffice together with intervals explained before; the equations behind those are then put in
their place. That is how a reader would work it out, and it keeps the programs small.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from warehouse.audit.integers import Box, Point, Row, holds
from warehouse.audit.solver import SolverError, examine

Ranks = Mapping[int, int]


def contradiction(rows: Mapping[int, Row], box: Box, ranks: Ranks) -> list[int] | None:
    """Return an irreducible set of rows without a solution; None when the rows have one."""
    core = _refuted(rows, [box])
    if core is None:
        return None
    order = sorted(core, key=lambda name: (ranks[name], name))
    return _Shrinking({name: rows[name] for name in order}, [box]).run()


def _refuted(rows: Mapping[int, Row], boxes: Sequence[Box]) -> frozenset[int] | None:
    """Return rows that have no solution in any of the boxes; None when there is a solution."""
    core = frozenset[int]()
    for box in boxes:
        found = examine(rows, box)
        if not isinstance(found, frozenset):
            return None
        core |= found
    return core


class Explanations:
    """The rows behind the intervals of cells; `box` is as printed, `ends` what was worked out."""

    def __init__(self, rows: Mapping[int, Row], box: Box, ends: Box, ranks: Ranks) -> None:
        self.rows, self.box, self.ends, self.ranks = rows, box, ends, ranks
        self.found: dict[int, list[int]] = {}
        self._known: dict[tuple[int, int], int] = {}  # lemmas at the last attempt
        self._rings: dict[int, list[tuple[set[int], set[int]]]] = {}
        self._users: dict[int, list[int]] = {}
        for name, row in rows.items():
            for cell, _ in row.terms:
                self._users.setdefault(cell, []).append(name)

    def run(self, cells: Iterable[int]) -> dict[int, list[int]]:
        """Return an irreducible set of rows for each cell, whose interval must not be as printed.

        Every success may make another cell easy: then it starts from the nearest rows again.
        """
        pending, ring = list(cells), 0
        while pending:
            if ring > len(self.rows):
                raise SolverError("the solver cannot repeat its proof of an interval")
            for cell in pending:
                self._try(cell, ring)
            before = len(pending)
            pending = [cell for cell in pending if cell not in self.found]
            ring = 0 if len(pending) < before else ring + 1
        return self.found

    def _ring(self, cell: int, ring: int) -> tuple[set[int], set[int]]:
        """Return the cells and rows around a cell: its rows, then those that share a cell, ..."""
        rings = self._rings.setdefault(cell, [({cell}, set())])
        while len(rings) <= ring + 1:
            names = {name for inner in rings[-1][0] for name in self._users[inner]}
            cells = {other for name in names for other, _ in self.rows[name].terms}
            rings.append((cells, names))
        return rings[ring + 1]

    def _try(self, cell: int, ring: int) -> None:
        """Explain the cell by the rows of the ring, if they suffice."""
        cells, names = self._ring(cell, ring)
        lemmas = [other for other in cells if other in self.found]
        if self._known.get((cell, ring)) == len(lemmas):
            return
        self._known[cell, ring] = len(lemmas)
        # The lemmas come last, so that they are used only where the rows do not suffice.
        nearby = {name: row for name, row in self.rows.items() if name in names}
        nearby |= {-1 - other: Row(((other, 1),), *self.ends[other]) for other in lemmas}
        boxes = self._beyond(cell)
        core = _refuted(nearby, boxes)
        if core is None:
            return
        behind = {name for name in core if name >= 0}
        behind.update(*(self.found[-1 - name] for name in core if name < 0))
        order = sorted(
            behind, key=lambda name: (self.ranks[name], self._distance(cell, name), name)
        )
        self.found[cell] = _Shrinking({name: self.rows[name] for name in order}, boxes).run()

    def _distance(self, cell: int, name: int) -> int:
        rings = self._rings[cell]
        return next((place for place, (_, names) in enumerate(rings) if name in names), len(rings))

    def _beyond(self, cell: int) -> list[Box]:
        """Return what is left of the printed bounds below and above the interval."""
        (low, high), (least, most) = self.ends[cell], self.box[cell]
        boxes: list[Box] = []
        if low > least:
            boxes.append(self.box | {cell: (least, low - 1)})
        if high is not None and high != most:
            boxes.append(self.box | {cell: (high + 1, most)})
        return boxes


class _Shrinking:
    """Rows without a solution in any of the boxes, on the way to an irreducible set.

    A row is needed when some point of a box breaks that row only.
    """

    def __init__(self, rows: Mapping[int, Row], boxes: Sequence[Box]) -> None:
        self.rows = dict(rows)
        self.boxes = boxes
        self.needed: set[int] = set()

    def run(self) -> list[int]:
        """Leave out rows, the last first, until all that remain are needed."""
        many = 1
        while doubtful := [name for name in self.rows if name not in self.needed]:
            trial = set(doubtful[-many:])
            if self._refuted_without(trial):
                many = 2 * many
            else:
                many = 1
                if len(trial) == 1:
                    self.needed |= trial
        return list(self.rows)

    def _refuted_without(self, trial: Collection[int]) -> bool:
        """Leave the rows out if the others have no solution either; else learn from a point."""
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
        """Mark the row that the point alone breaks, and try to pass the break on to other rows."""
        pending = [point]
        while pending:
            point = pending.pop()
            broken = [name for name, row in self.rows.items() if not holds(row, point)]
            if len(broken) == 1 and broken[0] not in self.needed:
                self.needed.add(broken[0])
                pending += _mended(self.rows[broken[0]], point, box)


def _mended(row: Row, point: Point, box: Box) -> Iterable[Point]:
    """Return the points of the box that differ in one cell and fit the row."""
    for terms, limit in row.halves:
        excess = sum(factor * point[cell] for cell, factor in terms) - limit
        if excess <= 0:
            continue
        for cell, factor in terms:
            # The smallest change that suffices, rounded away from zero.
            value = point[cell] + (-(excess // -abs(factor)) * (-1 if factor > 0 else 1))
            low, high = box[cell]
            changed = point | {cell: value}
            if low <= value and (high is None or value <= high) and holds(row, changed):
                yield changed
