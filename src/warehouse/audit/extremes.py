"""The smallest and the largest value that each hidden cell can have.

Decision: points are met until none goes beyond. Every question is for a point that passes at least
one end met so far, driven in a random direction so that it passes many. When there is no such
point, that one answer proves all ends at once.
"""

import random
from collections.abc import Sequence

from warehouse.solver.inequality import Bounds, Box, Cell, Inequality, Point
from warehouse.solver.solve import solve


def extremes(rows: Sequence[Inequality], box: Box) -> dict[Cell, Bounds]:
    """Return the interval of every cell; the rows must have a solution."""
    first = solve(rows, box)
    if first is None:
        raise ValueError("inequalities without a solution have no extremes")
    endless = without_limit(rows, box)
    met: dict[Cell, Bounds] = {
        cell: (value, None if cell in endless else value) for cell, value in first.items()
    }
    generator = random.Random(0)  # noqa: S311  the same run every time
    while steps := beyond(met, box):
        direction: dict[Cell, int] = {}
        for step in steps:
            ((cell, factor),) = step.terms
            # With both ends open one of them wins; the other has its turn later.
            if cell not in direction or generator.randrange(2):
                direction[cell] = factor * generator.randint(1, 9)
        point = solve(rows, box, steps, direction)
        if point is None:
            break
        _widen(met, point)
        # One end at least is settled each time, however far it is.
        end = dict(next(step for step in steps if step.holds(point)).terms)
        _widen(met, solve(rows, box, best=end) or {})
    return {**box, **met}


def beyond(ends: Box, box: Box) -> list[Inequality]:
    """Return the steps that lead out of the ends and stay in the box: each is sum >= 1 more."""
    steps = []
    for cell, (low, high) in ends.items():
        least, most = box[cell]
        if low > least:
            steps.append(Inequality("below", ((cell, -1),), 1 - low, None))
        if high is not None and high != most:
            steps.append(Inequality("above", ((cell, 1),), high + 1, None))
    return steps


def without_limit(rows: Sequence[Inequality], box: Box) -> set[Cell]:
    """Return the cells that have no upper limit; the rows must have a solution.

    Those are the cells that rise in some direction in which one can go on for ever. In such a
    direction a cell with two limits does not move, and no sum with a limit moves beyond it.
    """
    level: dict[Cell, Bounds] = {cell: (0, high and 0) for cell, (_, high) in box.items()}
    rays = [Inequality(row.name, row.terms, row.low and 0, row.high and 0) for row in rows]
    found: set[Cell] = set()
    for cell, (_, high) in box.items():
        if high is None and cell not in found:
            ray = solve(rays, level, [Inequality("rise", ((cell, 1),), 1, None)])
            found.update(other for other, rise in (ray or {}).items() if rise)
    return found


def _widen(met: dict[Cell, Bounds], point: Point) -> None:
    for cell, value in point.items():
        low, high = met[cell]
        met[cell] = min(low, value), None if high is None else max(high, value)
