"""What can be worked out about hidden cells from equations that are published.

Decision: the audit knows nothing of tables, years or sentences: cells have an address and printed
bounds, equations have a name and a rank. All else follows: the interval of every cell, both of
whose ends are attained by integers, and where the equations contradict each other, which ones.

A contradiction is sought among the equations nearest to the print first: rank 0 alone, then 0 and
1, and so on. So a sentence is blamed only where the tables alone do not contradict each other
already. Of its equations the one of the highest rank is set aside, then the search goes on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.audit.extremes import extremes
from warehouse.audit.integers import Box, Row, make_row, open_parts
from warehouse.audit.reasons import Explanations, contradiction
from warehouse.audit.solver import SolverError, examine

Cell = Any  # any address that is hashable and can be sorted
Bounds = tuple[int, int | None]  # None: no upper limit


@dataclass(frozen=True)
class Equation:
    """low <= sum(coefficient * cell) <= high over hidden cells; None: no limit.

    The rank is how far the equation is from the print: 0 margins inside a table, 1 linked tables,
    2 shares, 3 sentences.
    """

    name: str
    terms: tuple[tuple[Cell, int], ...]
    low: int | None
    high: int | None
    rank: int = 0


@dataclass(frozen=True)
class Feasible:
    """What a hidden cell can be: both ends are attained with every equation kept.

    `status` is exact (low equals high), narrowed (smaller than printed), protected (as printed) or
    contradictory (the cell stands in a contradiction; the ends are those of the equations kept).
    `equations` names an irreducible set that gives this interval by itself; for a contradictory
    cell the equations of its contradictions.
    """

    cell: Cell
    printed: Bounds
    low: int
    high: int | None
    status: str
    equations: tuple[str, ...]


@dataclass(frozen=True)
class Contradiction:
    """Equations of which every proper subset has a solution, but not all of them together."""

    equations: tuple[str, ...]
    set_aside: str


@dataclass(frozen=True)
class Result:
    """What the equations tell: the cells in the order given, and the contradictions found."""

    cells: tuple[Feasible, ...]
    contradictions: tuple[Contradiction, ...]


def feasibility(
    bounds: Mapping[Cell, Bounds], equations: Sequence[Equation], *, explain: bool = True
) -> Result:
    """Return the interval of every hidden cell, exact and proved, and every contradiction.

    Raises ValueError when the input makes no sense, SolverError when a proof fails.
    """
    system = _System(bounds, equations)
    contradictions = system.set_contradictions_aside()
    return Result(
        tuple(system.judge(contradictions, explain)),
        tuple(
            Contradiction(system.names(rows), equations[aside].name)
            for rows, aside in contradictions
        ),
    )


class _System:
    """The equations as rows over numbered cells."""

    def __init__(self, bounds: Mapping[Cell, Bounds], equations: Sequence[Equation]) -> None:
        _check(bounds, equations)
        self.equations = equations
        self.cells = list(bounds)
        self.box: Box = dict(enumerate(bounds.values()))
        numbers = {cell: number for number, cell in enumerate(self.cells)}
        # Rows nearest to the print come first: the reasons that are found first are the plainest.
        self.ranks = {row: equation.rank for row, equation in enumerate(equations)}
        self.order = sorted(range(len(equations)), key=lambda row: (equations[row].rank, row))
        self.rows: dict[int, Row] = {}
        for row in self.order:
            terms = [(numbers[cell], factor) for cell, factor in equations[row].terms]
            self.rows[row] = make_row(terms, equations[row].low, equations[row].high)
        self.members = {row: [cell for cell, _ in self.rows[row].terms] for row in self.rows}

    def names(self, rows: Iterable[int]) -> tuple[str, ...]:
        """Return the names of rows, nearest to the print first."""
        chosen = set(rows)
        return tuple(self.equations[row].name for row in self.order if row in chosen)

    def rank(self, row: int) -> tuple[int, int]:
        """Order rows from the nearest to the print to the farthest."""
        return self.equations[row].rank, row

    def set_contradictions_aside(self) -> list[tuple[list[int], int]]:
        """Take rows out until the rest has a solution; return the contradictions."""
        found = []
        for part in open_parts(self.rows, self.box):
            rest = sorted(part, key=self.rank)
            while (core := self._contradiction(rest)) is not None:
                aside = max(core, key=self.rank)
                found.append((core, aside))
                rest.remove(aside)
                del self.rows[aside]
        return found

    def _contradiction(self, part: Sequence[int]) -> list[int] | None:
        """Return a contradiction of the lowest rank that has one."""
        if not isinstance(examine({row: self.rows[row] for row in part}, self.box), frozenset):
            return None
        for rank in sorted({self.ranks[row] for row in part}):
            near = {row: self.rows[row] for row in part if self.ranks[row] <= rank}
            found = contradiction(near, self.box, self.ranks)
            if found is not None:
                return found
        raise SolverError("the solver cannot repeat its proof of a contradiction")

    def judge(
        self, contradictions: Sequence[tuple[Sequence[int], int]], explain: bool
    ) -> Iterable[Feasible]:
        """Return every cell with its interval, status and explanation."""
        ends = extremes(self.rows, self.box)
        blamed: dict[int, set[int]] = {}
        for rows, _ in contradictions:
            for row in rows:
                for number in self.members[row]:
                    blamed.setdefault(number, set()).update(rows)
        reasons: Mapping[int, Iterable[int]] = blamed
        if explain:
            changed = [one for one in ends if one not in blamed and ends[one] != self.box[one]]
            found = Explanations(self.rows, self.box, ends, self.ranks).run(changed)
            reasons = {**blamed, **found}
        for number, cell in enumerate(self.cells):
            printed, (low, high) = self.box[number], ends[number]
            if number in blamed:
                status = "contradictory"
            elif low == high:
                status = "exact"
            else:
                status = "protected" if (low, high) == printed else "narrowed"
            names = self.names(reasons.get(number, ()))
            yield Feasible(cell, printed, low, high, status, names)


def _check(bounds: Mapping[Cell, Bounds], equations: Sequence[Equation]) -> None:
    """Refuse what makes no sense."""
    for cell, (low, high) in bounds.items():
        if high is not None and low > high:
            raise ValueError(f"the bounds of {cell!r} are the wrong way round: {low} and {high}")
    names = set()
    for equation in equations:
        if equation.name in names:
            raise ValueError(f"there are two equations with the name {equation.name!r}")
        names.add(equation.name)
        for cell, _ in equation.terms:
            if cell not in bounds:
                raise ValueError(f"equation {equation.name!r}: there are no bounds for {cell!r}")
