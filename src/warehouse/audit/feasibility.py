"""What can be worked out about hidden cells from inequalities that are published.

Decision: the audit knows nothing of tables, years or sentences: cells have an address and printed
bounds, inequalities a name and a rank. All else follows: the interval of every cell, both of whose
ends are attained by integers, and where the inequalities contradict each other, which ones.

A contradiction is sought among those nearest to the print first. So a sentence is blamed only
where the tables alone do not contradict each other already. The one that is farthest from the
print is set aside, then the search goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warehouse.audit.extremes import extremes
from warehouse.audit.reasons import contradictions, explanation
from warehouse.solver.inequality import Bounds, Box, Cell, Inequality


@dataclass(frozen=True)
class Feasible:
    """What a hidden cell can be: both ends are attained with every inequality kept.

    `status` is exact (low equals high), narrowed (smaller than printed), protected (as printed) or
    contradictory (the cell stands in a contradiction; the ends are those of the rest).
    `told_by` names an irreducible set that gives this interval by itself; for a contradictory
    cell the inequalities of its contradictions.
    """

    cell: Cell
    printed: Bounds
    low: int
    high: int | None
    status: str
    told_by: tuple[str, ...]


@dataclass(frozen=True)
class Contradiction:
    """Inequalities of which every proper subset has a solution, but not all of them together."""

    inequalities: tuple[str, ...]
    set_aside: str


@dataclass(frozen=True)
class Result:
    """What the inequalities tell: the cells in the order given, and the contradictions found."""

    cells: tuple[Feasible, ...]
    contradictions: tuple[Contradiction, ...]


def feasibility(bounds: Box, inequalities: Sequence[Inequality], *, explain: bool = True) -> Result:
    """Return the interval of every hidden cell, exact and proved, and every contradiction.

    Raises ValueError when the input makes no sense, SolverError when a proof fails.
    """
    _check(bounds, inequalities)
    rows = sorted(inequalities, key=lambda row: row.rank)  # nearest to the print first
    names = [row.name for row in rows]

    def named(some: Iterable[Inequality]) -> tuple[str, ...]:
        chosen = {row.name for row in some}
        return tuple(name for name in names if name in chosen)

    clashes = []
    blamed: dict[Cell, list[Inequality]] = {}
    for core in contradictions(rows, bounds):
        clashes.append(Contradiction(named(core), core[-1].name))
        for cell in {cell for row in core for cell in row.cells}:
            blamed.setdefault(cell, []).extend(core)
    aside = {clash.set_aside for clash in clashes}
    rows = [row for row in rows if row.name not in aside]
    cells = []
    for cell, ends in extremes(rows, bounds).items():
        status = _status(ends, bounds[cell])
        reason: Sequence[Inequality] = ()
        if cell in blamed:
            status, reason = "contradictory", blamed[cell]
        elif explain and ends != bounds[cell]:
            reason = explanation(cell, ends, rows, bounds)
        cells.append(Feasible(cell, bounds[cell], *ends, status, named(reason)))
    return Result(tuple(cells), tuple(clashes))


def _status(ends: Bounds, printed: Bounds) -> str:
    if ends[0] == ends[1]:
        return "exact"
    return "protected" if ends == printed else "narrowed"


def _check(bounds: Box, inequalities: Sequence[Inequality]) -> None:
    """Refuse what makes no sense."""
    for cell, (low, high) in bounds.items():
        if high is not None and low > high:
            raise ValueError(f"the bounds of {cell!r} are the wrong way round: {low} and {high}")
    names = set()
    for row in inequalities:
        if row.name in names:
            raise ValueError(f"there are two inequalities with the name {row.name!r}")
        names.add(row.name)
        for cell, _ in row.terms:
            if cell not in bounds:
                raise ValueError(f"inequality {row.name!r}: there are no bounds for {cell!r}")
