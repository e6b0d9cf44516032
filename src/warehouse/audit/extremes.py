"""The smallest and the largest value that each hidden cell can have.

Decision: an end is given only when a checked point attains it and a proof says that nothing lies
beyond it. Most ends need no program of their own: a random direction drives all open cells to
their ends at once, and every point met settles whatever it attains.
"""

import random
from collections.abc import Mapping

from warehouse.audit.integers import (
    Box,
    End,
    Narrowing,
    Point,
    Row,
    fits,
    make_row,
    open_parts,
    proven_maximum,
)
from warehouse.audit.solver import Model, SolverError, rounded

HALF = 0.5
FRUITLESS = 2  # so many random directions without a gain end the search


def extremes(rows: Mapping[int, Row], box: Box) -> Box:
    """Return the box of what each cell can be; the rows must have a solution."""
    narrowing = Narrowing(rows, box)
    if narrowing.conflict is not None:
        raise ValueError("equations without a solution have no extremes")
    result = narrowing.box
    for names in open_parts(rows, result):
        result.update(_Component({name: rows[name] for name in names}, result).solve())
    return result


class _Component:
    """Rows that hang together; `proven` is what the cells cannot pass, `met` what points attain."""

    def __init__(self, rows: Mapping[int, Row], box: Box) -> None:
        self.rows = rows
        self.cells = sorted({cell for row in rows.values() for cell, _ in row.terms})
        self.proven = {cell: box[cell] for cell in self.cells}
        self.met: dict[int, tuple[int, int]] = {}
        self.model = Model(rows, dict(self.proven), self.cells)
        self.endless = unlimited(rows, self.proven)

    def solve(self) -> Box:
        """Settle every end and return the box."""
        self._random_directions()
        for cell in self.cells:
            for upper in (False, True):
                self._settle((cell, upper))
        return {
            cell: (low, None if cell in self.endless else high)
            for cell, (low, high) in self.met.items()
        }

    def _open(self) -> list[End]:
        return [
            (cell, upper)
            for cell in self.cells
            for upper in (False, True)
            if self._is_open((cell, upper))
        ]

    def _is_open(self, end: End) -> bool:
        cell, upper = end
        if upper and cell in self.endless:
            return False
        return cell not in self.met or self.met[cell][upper] != self.proven[cell][upper]

    def _see(self, point: Point) -> bool:
        """Take a point as a witness if it fits; return whether it did."""
        if not fits(self.rows.values(), self.model.box, point):
            return False
        for cell, value in point.items():
            low, high = self.met.get(cell, (value, value))
            self.met[cell] = (min(low, value), max(high, value))
            self._compare(cell)
        return True

    def _random_directions(self) -> None:
        """Drive all open ends at once to where they may lie, as long as that settles some."""
        generator = random.Random(0)  # noqa: S311  # the same run every time
        fruitless = 0
        before = len(self._open())
        while before and fruitless < FRUITLESS:
            objective: dict[int, int] = {}
            for cell, upper in self._open():
                # With both ends open one of them wins; the other has its turn later.
                if cell not in objective or generator.randrange(2):
                    objective[cell] = generator.randint(1, 9) * (1 if upper else -1)
            values = self.model.linear(objective).values
            if values is not None:
                self._see(rounded(values))
            after = len(self._open())
            fruitless = fruitless + 1 if after == before else 0
            before = after

    def _settle(self, end: End) -> None:
        """Prove one end: by a linear program if that suffices, else by a mixed-integer one."""
        if not self._is_open(end):
            return
        cell, upper = end
        sign = 1 if upper else -1
        answer = self.model.linear({cell: sign})
        if answer.values is not None:
            self._see(rounded(answer.values))
            proof = proven_maximum({cell: sign}, answer.weights, self.rows, self.proven)
            if proof is not None:
                self._prove(end, sign * proof[0])
        if self._is_open(end):
            point = self.model.integer({cell: sign})
            if point is None or not self._see(point):
                raise SolverError("the solver finds no point where there is one")
            self._prove(end, point[cell])

    def _prove(self, end: End, bound: int) -> None:
        """Keep the bound if it is better than the one proved before."""
        cell, upper = end
        low, high = self.proven[cell]
        if upper:
            self.proven[cell] = (low, bound if high is None else min(high, bound))
        else:
            self.proven[cell] = (max(low, bound), high)
        self._compare(cell)

    def _compare(self, cell: int) -> None:
        """Refuse to go on when a point lies beyond what was proved."""
        if cell in self.met:
            (least, most), (low, high) = self.proven[cell], self.met[cell]
            if low < least or (most is not None and high > most):
                raise SolverError("the solver contradicts itself; please report this with the data")


def unlimited(rows: Mapping[int, Row], box: Box) -> set[int]:
    """Return the cells that have no upper limit at all.

    The directions in which one can go on for ever add up, so one linear program finds the
    direction that raises all such cells: each may rise as much as needed (`more`), but only the
    first step of each (`step`) counts. A direction in integers proves it.
    """
    cells = [cell for cell, (_, high) in box.items() if high is None]
    if not cells:
        return set()
    step = {cell: 2 * place for place, cell in enumerate(cells)}
    more = {cell: 2 * place + 1 for place, cell in enumerate(cells)}
    level = {}
    for name, row in rows.items():
        terms = [(cell, factor) for cell, factor in row.terms if cell in step]
        doubled = [(column[cell], factor) for cell, factor in terms for column in (step, more)]
        level[name] = make_row(
            doubled, None if row.low is None else 0, None if row.high is None else 0
        )
    limits: Box = {column: (0, 1) for column in step.values()}
    limits |= {column: (0, None) for column in more.values()}
    answer = Model(level, limits, sorted(limits)).linear(dict.fromkeys(step.values(), 1))
    if answer.values is None:
        raise SolverError("the solver cannot tell which cells have no upper limit")
    raised = {cell for cell in cells if answer.values[step[cell]] > HALF}
    limits |= {step[cell]: (1, 1) if cell in raised else (0, 0) for cell in cells}
    if Model(level, limits, sorted(limits)).integer({}) is None:
        raise SolverError("the solver cannot tell which cells have no upper limit")
    return raised
