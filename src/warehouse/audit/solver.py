"""Bounds of hidden cells, and systems without a solution, by HiGHS.

Decision: linear programs do most of the work, because the next one starts from where the last one
ended; what they say is checked in integers (`integers.py`). Where that does not settle a
question, a mixed-integer program does, with a gap of zero, and anything but a proof is an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.audit.integers import Box, Narrowing, Point, Row, fits, open_parts, proven_maximum
from warehouse.faults import WarehouseError

SECONDS = 60.0  # for one program; those of a real edition take milliseconds
DUAL, PRIMAL = 1, 4  # HiGHS's numbers of the simplex methods

Highs = Any  # its type hints lack some methods


class SolverError(WarehouseError):
    """The solver could not prove its answer."""


@dataclass(frozen=True)
class Answer:
    """The solution of a linear program and the weights of the rows that bound it.

    Without a solution (`values` is None) the weights are those of a contradiction, if known.
    """

    values: Mapping[int, float] | None
    weights: Mapping[int, float]


def silent_highs() -> Highs:
    """Return a new HiGHS that prints nothing."""
    from highspy import _core

    # Not highspy.Highs: that one prints its name before it can be told to be silent.
    highs: Highs = _core._Highs()
    highs.setOptionValue("output_flag", False)
    return highs


class Model:
    """The rows in HiGHS, to be asked for the largest value of one objective after another."""

    def __init__(self, rows: Mapping[int, Row], box: Box, cells: Sequence[int]) -> None:
        self.rows, self.box, self.cells = rows, box, cells
        self._column = {cell: column for column, cell in enumerate(cells)}
        self._made: dict[bool, Highs] = {}
        self._asked: dict[bool, Mapping[int, int]] = {}

    def _make(self, mixed: bool) -> Highs:
        import highspy

        highs = silent_highs()
        highs.setOptionValue("time_limit", SECONDS)
        highs.setOptionValue("mip_rel_gap", 0.0)
        highs.setOptionValue("mip_heuristic_run_feasibility_jump", False)
        highs.setOptionValue("presolve", "choose" if mixed else "off")
        program = highspy.HighsLp()
        endless = highspy.kHighsInf
        program.num_col_, program.num_row_ = len(self.cells), len(self.rows)
        program.col_cost_ = [0.0] * len(self.cells)
        bounds = [self.box[cell] for cell in self.cells]
        program.col_lower_ = [float(low) for low, _ in bounds]
        program.col_upper_ = [endless if high is None else float(high) for _, high in bounds]
        rows = self.rows.values()
        program.row_lower_ = [-endless if row.low is None else float(row.low) for row in rows]
        program.row_upper_ = [endless if row.high is None else float(row.high) for row in rows]
        starts = [0]
        for row in rows:
            starts.append(starts[-1] + len(row.terms))
        matrix = program.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = starts
        matrix.index_ = [self._column[cell] for row in rows for cell, _ in row.terms]
        matrix.value_ = [float(factor) for row in rows for _, factor in row.terms]
        if mixed:
            program.integrality_ = [highspy.HighsVarType.kInteger] * len(self.cells)
        highs.passModel(program)
        return highs

    def _run(self, mixed: bool, objective: Mapping[int, int]) -> Highs:
        """Look for the largest value of the objective; HiGHS minimises."""
        if mixed not in self._made:
            self._made[mixed], self._asked[mixed] = self._make(mixed), {}
        highs, asked = self._made[mixed], self._asked[mixed]
        changed = [cell for cell in self.cells if cell in asked or cell in objective]
        columns = [self._column[cell] for cell in changed]
        highs.changeColsCost(
            len(changed), columns, [-float(objective.get(cell, 0)) for cell in changed]
        )
        self._asked[mixed] = objective
        if not mixed:
            # One changed cost leaves a point near the best; many changed costs do not.
            highs.setOptionValue("simplex_strategy", PRIMAL if len(objective) == 1 else DUAL)
        highs.run()
        return highs

    def linear(self, objective: Mapping[int, int]) -> Answer:
        """Answer without asking for integers; nothing is certain if the status is neither."""
        highs = self._run(False, objective)
        status = highs.getModelStatus().name
        if status == "kOptimal":
            solution = highs.getSolution()
            values = dict(zip(self.cells, solution.col_value, strict=True))
            duals = zip(self.rows, solution.row_dual, strict=True)
            return Answer(values, {name: -dual for name, dual in duals if dual})
        if status == "kInfeasible":
            _, known, ray = highs.getDualRay()
            if known:
                weights = zip(self.rows, ray, strict=True)
                return Answer(None, {name: float(weight) for name, weight in weights if weight})
        return Answer(None, {})

    def integer(self, objective: Mapping[int, int]) -> Point | None:
        """Return the best point in integers, or None when there is none at all; both proved."""
        highs = self._run(True, objective)
        status = highs.getModelStatus().name
        if status == "kInfeasible":
            return None
        point = rounded(dict(zip(self.cells, highs.getSolution().col_value, strict=True)))
        if status != "kOptimal" or not fits(self.rows.values(), self.box, point):
            raise SolverError(
                f"the solver has no proof ({status}): {len(self.cells)} hidden cells in "
                f"{len(self.rows)} equations are too many, or one of the figures is too large"
            )
        return point


def rounded(values: Mapping[int, float]) -> Point:
    """Return the nearest integers; whether they fit is for the caller to check."""
    return {cell: round(value) for cell, value in values.items()}


def examine(rows: Mapping[int, Row], box: Box) -> frozenset[int] | Point:
    """Return a point that fits the rows, or the rows of a contradiction (perhaps not all needed).

    The point has the cells of the box.
    """
    narrowing = Narrowing(rows, box)
    if narrowing.conflict is not None:
        return narrowing.conflict
    point = {cell: low for cell, (low, _) in narrowing.box.items()}
    for part in sorted(open_parts(rows, narrowing.box), key=len):
        found = _examine_part({name: rows[name] for name in part}, narrowing)
        if isinstance(found, frozenset):
            return found
        point.update(found)
    return point


def _examine_part(rows: Mapping[int, Row], narrowing: Narrowing) -> frozenset[int] | Point:
    """Do the same for rows that hang together, within a box that was narrowed by all rows."""
    cells = sorted({cell for row in rows.values() for cell, _ in row.terms})
    box = {cell: narrowing.box[cell] for cell in cells}
    model = Model(rows, box, cells)
    answer = model.linear({})
    if answer.values is not None:
        point = rounded(answer.values)
        if fits(rows.values(), box, point):
            return point
    for sign in (1, -1):  # HiGHS does not say which direction its proof has
        weights = {name: sign * weight for name, weight in answer.weights.items()}
        proof = proven_maximum({}, weights, rows, box)
        if proof is not None and proof[0] < 0:
            return frozenset(weights) | narrowing.behind(proof[1])
    found = model.integer({})
    if found is not None:
        return found
    ends = ((cell, upper) for cell in cells for upper in (False, True))
    return frozenset(rows) | narrowing.behind(ends)
