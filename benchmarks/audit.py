"""How the time of the disclosure audit grows with the table, beside two plain programs per cell.

Tables are n by n with random counts, about a third below 5 and so hidden, with the sums of rows
and columns published; "linked" is what an edition looks like: tables by two of three properties
and their totals, with shares in whole percents. The peer builds a mixed-integer program twice for
every cell and gives it to the same solver; where that would take too long it does so for a sample
of cells, and its time is scaled. Both must find the same ends, or the run fails.
"""

import argparse
import itertools
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.figures import add_json, machine, sentence, write_json
from warehouse.audit.feasibility import Result, feasibility
from warehouse.solver.inequality import Cell, Inequality

SAYS = (__doc__ or "").splitlines()[0]
HIDDEN_BELOW = 5
SHARE_HIDDEN, SPARSE = 0.35, 0.03
SIDES = (6, 6, 5)
SHARES = 30
LARGEST = 300
Bounds = dict[Cell, tuple[int, int | None]]


@dataclass(frozen=True)
class Case:
    """One set of hidden cells and equations."""

    name: str
    bounds: Bounds
    inequalities: list[Inequality]


def table(size: int, seed: int, share: float = SHARE_HIDDEN) -> Case:
    """Return a table of size by size with its sums; the share of its cells is hidden."""
    draw = random.Random(seed)  # noqa: S311
    counts = {}
    for cell in itertools.product(range(size), repeat=2):
        small = draw.random() < share
        counts[cell] = draw.randrange(HIDDEN_BELOW) if small else draw.randint(5, 80)
    bounds: Bounds = {cell: (0, 4) for cell, count in counts.items() if count < HIDDEN_BELOW}
    inequalities = []
    for axis, kind in enumerate(("row", "column")):
        for place in range(size):
            cells = [cell for cell in counts if cell[axis] == place and cell in bounds]
            total = sum(counts[cell] for cell in cells)
            terms = tuple((cell, 1) for cell in cells)
            inequalities.append(Inequality(f"{kind} {place}", terms, total, total))
    return Case(f"{size} × {size}" + (" sparse" if share == SPARSE else ""), bounds, inequalities)


def linked(seed: int) -> Case:
    """Return linked tables: a table by three properties, all its sums, and shares of them."""
    draw = random.Random(seed)  # noqa: S311
    weights = [[draw.expovariate(1) for _ in range(side)] for side in SIDES]
    counts: dict[tuple[str, ...], int] = {}
    for cell in itertools.product(*map(range, SIDES)):
        mean = 6.0
        for axis, place in enumerate(cell):
            mean *= weights[axis][place]
        count = min(LARGEST, int(draw.expovariate(1 / (mean + 0.01))))
        for summed in itertools.product((False, True), repeat=len(SIDES)):
            key = tuple("*" if s else str(place) for s, place in zip(summed, cell, strict=True))
            counts[key] = counts.get(key, 0) + count
    bounds: Bounds = {key: (0, 4) for key, count in counts.items() if count < HIDDEN_BELOW}
    inequalities: list[Inequality] = []

    def add(name: str, terms: dict[tuple[str, ...], int], upper: bool, lower: bool) -> None:
        """Add an equation about zero: known figures move to the other side."""
        known = sum(factor * counts[key] for key, factor in terms.items() if key not in bounds)
        hidden = tuple((key, factor) for key, factor in terms.items() if key in bounds)
        if hidden:
            low, high = -known if lower else None, -known if upper else None
            inequalities.append(Inequality(name, hidden, low, high, 0 if upper and lower else 2))

    def parts(key: tuple[str, ...], axis: int) -> list[tuple[str, ...]]:
        return [(*key[:axis], str(place), *key[axis + 1 :]) for place in range(SIDES[axis])]

    for key in counts:
        for axis in (axis for axis, place in enumerate(key) if place == "*"):
            terms = dict.fromkeys(parts(key, axis), 1) | {key: -1}
            add(f"sum {key} over {axis}", terms, upper=True, lower=True)
    totals = sorted(key for key in counts if "*" in key and counts[key])
    for place in range(SHARES):
        key = draw.choice(totals)
        axis = draw.choice([axis for axis, name in enumerate(key) if name == "*"])
        of = draw.sample(parts(key, axis), draw.randint(1, SIDES[axis] - 1))
        percent = int(100 * sum(counts[part] for part in of) / counts[key] + 0.5)
        for side in (-1, 1):
            terms = dict.fromkeys(of, 200) | {key: -(2 * percent + side)}
            add(f"share {place} {side}", terms, upper=side > 0, lower=side < 0)
    return Case("linked", bounds, inequalities)


def peer(case: Case, cells: Sequence[Cell]) -> dict[Cell, tuple[int, int]]:
    """Solve two programs for every cell, each from scratch."""
    ends: dict[Cell, tuple[int, int]] = {}
    for cell in cells:
        found = []
        for sign in (-1, 1):
            model = cp_model.CpModel()
            made = {
                other: model.new_int_var(low, high or 0, "")
                for other, (low, high) in case.bounds.items()
            }
            for one in case.inequalities:
                model.add_linear_constraint(
                    cp_model.LinearExpr.weighted_sum(
                        [made[other] for other, _ in one.terms], [by for _, by in one.terms]
                    ),
                    cp_model.INT_MIN if one.low is None else one.low,
                    cp_model.INT_MAX if one.high is None else one.high,
                )
            model.maximize(sign * made[cell])
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            if solver.solve(model) != cp_model.OPTIMAL:
                sys.exit(f"{case.name}: the peer has no proof")
            found.append(sign * round(solver.objective_value))
        ends[cell] = found[0], found[1]
    return ends


def timed(run: Callable[[], Any], runs: int) -> tuple[Any, list[float]]:
    """Return the last result and the seconds of each run."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return result, seconds


def measure(case: Case, runs: int, peer_cells: int) -> dict[str, Any]:
    """Time both ways on one case and compare what they find."""
    result: Result
    result, ours = timed(lambda: feasibility(case.bounds, case.inequalities, explain=False), runs)
    explained, reasons = timed(lambda: feasibility(case.bounds, case.inequalities), 1)
    cells = list(case.bounds)
    if len(cells) > peer_cells:
        cells = random.Random(0).sample(cells, peer_cells)  # noqa: S311
    theirs, seconds = timed(lambda: peer(case, cells), 1)
    ends = {one.cell: (one.low, one.high) for one in result.cells}
    wrong = [cell for cell in cells if ends[cell] != theirs[cell]]
    if wrong or result.contradictions or explained.contradictions:
        sys.exit(f"{case.name}: the two ways do not agree about {len(wrong)} of {len(cells)} cells")
    scaled = seconds[0] * len(case.bounds) / len(cells)
    statuses = [one.status for one in result.cells]
    return {
        "case": case.name,
        "hidden": len(case.bounds),
        "equations": len(case.inequalities),
        "exact": statuses.count("exact"),
        "narrowed": statuses.count("narrowed"),
        "seconds": statistics.median(ours),
        "fastest": min(ours),
        "slowest": max(ours),
        "seconds_with_reasons": reasons[0],
        "peer_seconds": scaled,
        "peer_cells": len(cells),
        "ratio": scaled / statistics.median(ours),
    }


def main(arguments: list[str]) -> int:
    """Measure, print, and write as asked; return 0."""
    parser = argparse.ArgumentParser("python -m benchmarks audit", description=SAYS)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 20, 40, 70, 100])
    parser.add_argument("--runs", type=int, default=5, help="runs of our way (default: 5)")
    parser.add_argument("--peer-cells", type=int, default=60, help="cells for the peer at most")
    parser.add_argument("--seed", type=int, default=2022)
    add_json(parser)
    options = parser.parse_args(arguments)
    place = machine(ortools=version("ortools"))
    print(sentence(place))
    print(f"seed {options.seed}; median of {options.runs} runs (fastest–slowest), in seconds\n")
    heads = ("case", "hidden", "equations", "exact", "narrowed", "audit", "", "with reasons")
    print("{:>16}{:>8}{:>11}{:>7}{:>10}{:>9}{:>16}{:>14}".format(*heads), end="")
    print(f"{'two programs per cell':>32}{'ratio':>8}")
    small = table(4, options.seed)
    feasibility(small.bounds, small.inequalities)  # loads the solver
    cases = [table(size, options.seed) for size in options.sizes]
    cases += [table(max(options.sizes), options.seed, SPARSE), linked(options.seed)]
    rows = []
    for case in (case for case in cases if case.bounds):  # a small table may hide nothing
        row = measure(case, options.runs, options.peer_cells)
        rows.append(row)
        sampled = row["peer_cells"] < row["hidden"]
        how = f" (scaled from {row['peer_cells']} cells)" if sampled else ""
        spread = f"({row['fastest']:.3f}–{row['slowest']:.3f})"
        print(
            f"{row['case']:>16}{row['hidden']:>8}{row['equations']:>11}{row['exact']:>7}"
            f"{row['narrowed']:>10}{row['seconds']:>9.3f}{spread:>16}"
            f"{row['seconds_with_reasons']:>14.2f}{row['peer_seconds']:>9.2f}{how:23}"
            f"{row['ratio']:>8.0f}",
            flush=True,
        )
    write_json(options.json, machine=place, seed=options.seed, rows=rows)
    return 0
