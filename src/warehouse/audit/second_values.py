"""Find tables that fit everything published but differ in one cell.

Decision: a hidden cell is safe when two integer tables fit all that is published and differ in
that cell. Such a second table is its own proof, whoever found it. HiGHS looks for one: among the
cells that are hidden already, or with as few further cells as it can; no second table at all means
that no hiding protects the cell.
"""

from collections.abc import Collection, Mapping, Sequence, Set

from warehouse.audit.feasibility import Bounds, Cell, Equation
from warehouse.audit.solver import SolverError, silent_highs

Table = Mapping[Cell, int]

SECONDS = 10.0  # for one search with the fewest cells; a search without that aim has no limit
ROOM = 10  # a cell that is hidden anew may rise to this many times the greatest figure


class SecondValues:
    """All tables that fit the equations, given which cells are hidden.

    `bounds` has every cell: of a hidden one the printed bounds, of the others the bounds they would
    have. `figures` are the cells printed, `costs` what hiding each of them would cost.
    """

    def __init__(
        self,
        bounds: Mapping[Cell, Bounds],
        figures: Mapping[Cell, int],
        costs: Mapping[Cell, int],
        equations: Sequence[Equation],
    ) -> None:
        import highspy

        self._highs = silent_highs()
        self._infinity = highspy.kHighsInf
        self._feasible = int(highspy.SolutionStatus.kSolutionStatusFeasible)
        self.bounds, self.figures, self.costs = bounds, figures, costs
        self.equations = equations
        self._number = {cell: number for number, cell in enumerate(bounds)}
        self._switch: dict[Cell, int] = {}
        for option in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
            self._highs.setOptionValue(*option)
        integer = highspy.HighsVarType.kInteger
        for cell, number in self._number.items():
            self._highs.addVar(*self._range(cell))
            self._highs.changeColIntegrality(number, integer)
        for equation in equations:
            terms = [(self._number[cell], factor) for cell, factor in equation.terms]
            self._row(equation.low, equation.high, terms)
        room = ROOM * max(figures.values(), default=0) + ROOM
        for cell in costs:
            self._switch[cell] = self._highs.getNumCol()
            self._highs.addVar(0, 1)
            self._highs.changeColIntegrality(self._switch[cell], integer)
            self._tie(cell, room)

    def _tie(self, cell: Cell, room: int) -> None:
        """Let a printed cell differ from its figure only where its switch is on."""
        number, switch, figure = self._number[cell], self._switch[cell], self.figures[cell]
        self._row(None, figure, [(number, 1), (switch, -room)])
        self._row(figure, None, [(number, 1), (switch, figure - self.bounds[cell][0])])

    def _row(self, low: int | None, high: int | None, terms: Sequence[tuple[int, int]]) -> None:
        self._highs.addRow(
            -self._infinity if low is None else low,
            self._infinity if high is None else high,
            len(terms),
            [number for number, _ in terms],
            [factor for _, factor in terms],
        )

    def _range(self, cell: Cell) -> tuple[float, float]:
        low, high = self.bounds[cell]
        return low, self._infinity if high is None else high

    def table(self) -> Table | None:
        """Return one table that fits while nothing further is hidden."""
        self._hide(frozenset())
        return self._solve(None)

    def differing(
        self, cell: Cell, value: int, hidden: Set[Cell], ways: Sequence[bool] = (True, False)
    ) -> Table | None:
        """Return a table with `cell` above (True) or below (False) `value`, or None."""
        self._hide(hidden)
        found = (self._search(cell, value, rises, None) for rises in ways)
        return next((table for table in found if table is not None), None)

    def cheapest(self, cell: Cell, value: int, hidden: Set[Cell]) -> Table | None:
        """Return a table in which `cell` is not `value`, hiding little beside what is `hidden`.

        As little as possible, unless the search takes too long.
        """
        self._hide(hidden, optional=True)
        found = [self._search(cell, value, rises, SECONDS) for rises in (True, False)]
        tables = [table for table in found if table is not None]
        if not tables:
            return self.differing(cell, value, self.costs.keys())
        return min(tables, key=lambda table: self.cost(self.moved(table) - hidden))

    def moved(self, table: Table) -> frozenset[Cell]:
        """Return the printed cells that differ in `table`: those that must be hidden for it."""
        return frozenset(cell for cell in self.costs if table[cell] != self.figures[cell])

    def cost(self, cells: Collection[Cell]) -> int:
        """Return what hiding `cells` costs."""
        return sum(self.costs[cell] for cell in cells)

    def _hide(self, hidden: Set[Cell], optional: bool = False) -> None:
        for cell, switch in self._switch.items():
            is_hidden = cell in hidden
            self._highs.changeColBounds(switch, int(is_hidden), int(is_hidden or optional))
            cost = self.costs[cell] if optional and not is_hidden else 0
            self._highs.changeColCost(switch, cost)

    def _search(self, cell: Cell, value: int, rises: bool, seconds: float | None) -> Table | None:
        low, high = self._range(cell)
        number = self._number[cell]
        limits = (value + 1, high) if rises else (low, value - 1)
        if limits[0] > limits[1]:
            return None
        self._highs.changeColBounds(number, *limits)
        try:
            return self._solve(seconds)
        finally:
            self._highs.changeColBounds(number, low, high)

    def _solve(self, seconds: float | None) -> Table | None:
        limit = self._infinity if seconds is None else seconds
        self._highs.setOptionValue("time_limit", limit)
        self._highs.run()
        if self._highs.getInfo().primal_solution_status != self._feasible:
            status = self._highs.getModelStatus().name
            if status == "kInfeasible" or (status == "kTimeLimit" and seconds is not None):
                return None
            raise SolverError(f"HiGHS ended a search for a second table with {status}")
        values = self._highs.getSolution().col_value
        table = {cell: round(values[number]) for cell, number in self._number.items()}
        if not all(_holds(equation, table) for equation in self.equations):
            raise SolverError("HiGHS returned a table that does not fit when it is rounded")
        return table


def _holds(equation: Equation, table: Table) -> bool:
    found = sum(factor * table[cell] for cell, factor in equation.terms)
    is_low = equation.low is not None and found < equation.low
    return not is_low and (equation.high is None or found <= equation.high)
