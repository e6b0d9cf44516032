"""Find tables that fit everything published but differ in one cell.

Decision: a hidden cell is safe when two integer tables fit all that is published and differ in
that cell. Such a second table is its own proof, whoever found it. It is looked for among the cells
that are hidden already, or with as few further cells as possible; no second table at all means
that no hiding protects the cell.
"""

from collections.abc import Collection, Mapping, Sequence, Set

from warehouse.solver.inequality import Bounds, Box, Cell, Inequality, Point
from warehouse.solver.solve import Unproved, solve

EFFORT = 10.0  # for one search with the fewest cells; a search without that aim has no limit
ROOM = 10  # a cell that is hidden anew may rise to this many times the greatest figure


class Alternatives:
    """All tables that fit the inequalities, given which cells are hidden.

    `bounds` has every cell: of a hidden one the printed bounds, of the others the bounds they would
    have. `figures` are the cells printed, `costs` what hiding each of them would cost.
    """

    def __init__(
        self,
        bounds: Box,
        figures: Mapping[Cell, int],
        costs: Mapping[Cell, int],
        inequalities: Sequence[Inequality],
    ) -> None:
        self.bounds, self.figures, self.costs = bounds, figures, costs
        self.inequalities = inequalities
        self._room = ROOM * max(figures.values(), default=0) + ROOM

    def table(self) -> Point | None:
        """Return one table that fits while nothing further is hidden."""
        return self._whole(solve(self.inequalities, self._box(frozenset())))

    def differing(
        self, cell: Cell, value: int, hidden: Set[Cell], ways: Sequence[bool] = (True, False)
    ) -> Point | None:
        """Return a table with `cell` above (True) or below (False) `value`, or None."""
        steps = [_step(cell, value, rises) for rises in ways]
        return self._whole(solve(self.inequalities, self._box(hidden), steps))

    def cheapest(self, cell: Cell, value: int, hidden: Set[Cell]) -> Point | None:
        """Return a table in which `cell` is not `value`, hiding little beside what is `hidden`.

        As little as possible, unless the search takes too long.
        """
        box = self._box(self.costs.keys())
        ties: list[Inequality] = []
        price: dict[Cell, int] = {}
        for printed in (other for other in self.costs if other not in hidden):
            # It can differ from its figure only where its switch is on, which costs.
            switch, figure = ("switch", printed), self.figures[printed]
            low, _ = box[printed]
            ties += [
                Inequality("rises", ((printed, 1), (switch, -self._room)), None, figure),
                Inequality("falls", ((printed, 1), (switch, figure - low)), figure, None),
            ]
            box[switch] = 0, 1
            price[switch] = -self.costs[printed]
        steps = [_step(cell, value, rises) for rises in (True, False)]
        try:
            found = solve([*self.inequalities, *ties], box, steps, price, EFFORT)
        except Unproved:
            return self.differing(cell, value, self.costs.keys())
        return self._whole(found)

    def moved(self, table: Point) -> frozenset[Cell]:
        """Return the printed cells that differ in `table`: those that must be hidden for it."""
        return frozenset(cell for cell in self.costs if table[cell] != self.figures[cell])

    def cost(self, cells: Collection[Cell]) -> int:
        """Return what hiding `cells` costs."""
        return sum(self.costs[cell] for cell in cells)

    def _box(self, hidden: Set[Cell]) -> dict[Cell, Bounds]:
        """Return the bounds while some printed cells are hidden and the others as printed."""
        box = dict(self.bounds)
        for cell in self.costs:
            figure = self.figures[cell]
            low, _ = self.bounds[cell]
            box[cell] = (low, figure + self._room) if cell in hidden else (figure, figure)
        return box

    def _whole(self, point: Point | None) -> Point | None:
        """Return a point with all cells; one that stands in no inequality is at its least."""
        if point is None:
            return None
        return {cell: point.get(cell, low) for cell, (low, _) in self.bounds.items()}


def _step(cell: Cell, value: int, rises: bool) -> Inequality:
    if rises:
        return Inequality("above", ((cell, 1),), value + 1, None)
    return Inequality("below", ((cell, 1),), None, value - 1)
