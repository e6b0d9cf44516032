"""Ask for points in whole numbers that satisfy inequalities: CP-SAT of OR-tools answers.

Decision: an answer is a point, checked here once more, or a proof that there is none; anything
else is an error, so that no time limit ever turns into a claim. CP-SAT reckons in whole numbers
throughout; one worker and its fixed seed give the same answer every time.

CP-SAT wants every cell to have an upper limit. Where none is printed, `limited` finds one that
changes no answer: what the inequalities themselves imply, or else the width within which a
solution lies if there is any.
"""

from collections.abc import Mapping, Sequence
from math import isqrt, prod

from ortools.sat.python import cp_model

from warehouse.faults import WarehouseError
from warehouse.solver.inequality import Box, Cell, Inequality, Point

SECONDS = 60.0  # for one question; those of a real edition take milliseconds
WIDEST = 2**48  # a cell of more values is no figure, and CP-SAT must be able to add them up


class SolverError(WarehouseError):
    """The solver goes wrong."""


class Unproved(SolverError):
    """The solver found neither a point nor a proof that there is none."""


def solve(
    all_of: Sequence[Inequality],
    box: Box,
    any_of: Sequence[Inequality] = (),
    best: Mapping[Cell, int] | None = None,
    effort: float | None = None,
) -> Point | None:
    """Return a point of the box that satisfies all of some inequalities and any of others.

    It has every cell that stands in them. `best` are coefficients of a sum: the point is the one
    where that is greatest, unless an `effort` (in CP-SAT's own seconds, the same on every machine)
    ends the search before. None: there is no such point.
    """
    model = cp_model.CpModel()
    weigh = cp_model.LinearExpr.weighted_sum
    variables = {
        cell: model.new_int_var(low, high, "")
        for cell, (low, high) in limited(all_of, box, any_of, best or {}).items()
    }

    def add(one: Inequality) -> cp_model.Constraint:
        terms = weigh([variables[cell] for cell, _ in one.terms], [by for _, by in one.terms])
        low = cp_model.INT_MIN if one.low is None else one.low
        return model.add_linear_constraint(
            terms, low, cp_model.INT_MAX if one.high is None else one.high
        )

    for one in all_of:
        add(one)
    if any_of:
        switches = [model.new_bool_var("") for _ in any_of]
        for one, switch in zip(any_of, switches, strict=True):
            add(one).only_enforce_if(switch)
        model.add_bool_or(switches)
    if best:
        model.maximize(weigh([variables[cell] for cell in best], list(best.values())))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False  # it would take Ctrl-C for a lack of proof
    solver.parameters.max_time_in_seconds = SECONDS
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL and (status != cp_model.FEASIBLE or effort is None):
        raise Unproved(
            f"the solver has no proof ({status.name}): {len(variables)} hidden cells in "
            f"{len(all_of)} inequalities are too many, or one of the figures is too large"
        )
    point = {cell: solver.value(variable) for cell, variable in variables.items()}
    if not all(one.holds(point) for one in all_of):
        raise SolverError("the solver gives a point that does not fit; please report this")
    return point


def limited(
    all_of: Sequence[Inequality],
    box: Box,
    any_of: Sequence[Inequality] = (),
    more: Mapping[Cell, int] | None = None,
) -> dict[Cell, tuple[int, int]]:
    """Return the bounds of the cells in question, each with an upper limit."""
    cells = [cell for one in (*all_of, *any_of) for cell, _ in one.terms]
    bounds = {cell: box[cell] for cell in [*cells, *(more or {})]}
    if all(high is not None for _, high in bounds.values()):
        return {cell: (low, high or 0) for cell, (low, high) in bounds.items()}
    _imply(all_of, bounds)
    width = _width([*all_of, *any_of], bounds)
    return {
        cell: (low, low + width if high is None else high) for cell, (low, high) in bounds.items()
    }


def _imply(all_of: Sequence[Inequality], bounds: dict[Cell, tuple[int, int | None]]) -> None:
    """Give cells the upper limits that one inequality after the other implies."""
    before = -1
    while before != (before := sum(high is None for _, high in bounds.values())):
        for terms, limit in (half for one in all_of for half in halves(one)):
            rest = limit
            for cell, factor in terms:
                end = bounds[cell][0 if factor > 0 else 1]
                if end is None:
                    break
                rest -= factor * end
            else:
                for cell, factor in terms:
                    low, high = bounds[cell]
                    if high is None:
                        bounds[cell] = low, low + max(rest, 0) // factor


def halves(one: Inequality) -> list[tuple[list[tuple[Cell, int]], int]]:
    """Return an inequality as those of one direction: sum(terms) <= limit."""
    made = []
    if one.high is not None:
        made.append(([(cell, factor) for cell, factor in one.terms if factor], one.high))
    if one.low is not None:
        made.append(([(cell, -factor) for cell, factor in one.terms if factor], -one.low))
    return made


def _width(rows: Sequence[Inequality], bounds: Box) -> int:
    """Return how far above its lower bound a cell without a limit need go.

    If a system A x <= b of n unknowns has a solution in whole numbers, then it has one, and one
    where a sum is greatest if it has a greatest, with nothing above (n + 1) times the greatest
    determinant inside [A b] (Schrijver, Theory of Linear and Integer Programming, theorem 17.1).
    The other cells are taken as known; Hadamard's inequality bounds the determinants of A.
    """
    endless = {cell for cell, (_, high) in bounds.items() if high is None}
    if not endless:
        return 0
    squares, most = [], 1
    for one in rows:
        own = sum(factor**2 for cell, factor in one.terms if cell in endless)
        if own:
            squares.append(own)
            ends = max(abs(one.low or 0), abs(one.high or 0))
            known = (
                abs(by) * max(map(abs, (bounds[c][0], bounds[c][1] or 0))) for c, by in one.terms
            )
            most = max(most, ends + sum(known))
    unknowns = len(endless)
    determinant = isqrt(prod(sorted(squares)[-unknowns:])) + 1
    width = (unknowns + 1) ** 2 * most * determinant
    if width > WIDEST:
        raise Unproved(
            f"{unknowns} hidden cells have no upper limit that could be proved; "
            "the audit needs an upper bound for some of them"
        )
    return width
