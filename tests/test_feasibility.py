"""The promise: intervals of hidden cells are exact, contradictions and reasons irreducible.

Everything is compared with `solutions`, which tries all tables one by one.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from warehouse.audit import extremes, solver
from warehouse.audit.feasibility import Cell, Equation, Result, feasibility
from warehouse.audit.integers import Narrowing, Row, fits, make_row, proven_maximum
from warehouse.audit.solver import SolverError

Bounds = Mapping[Cell, tuple[int, int | None]]
quick = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


# The plain way, on purpose without anything of the code under test.


def solutions(bounds: Bounds, equations: Sequence[Equation], cap: int) -> Iterator[dict[Cell, int]]:
    """Return every table of integers; a cell without a limit goes up to the cap."""
    cells = list(bounds)
    ready: list[list[Equation]] = [[] for _ in cells]
    for equation in equations:
        places = [cells.index(cell) for cell, _ in equation.terms]
        if places:
            ready[max(places)].append(equation)
        elif not _holds(equation, {}):
            return

    def extend(place: int, table: dict[Cell, int]) -> Iterator[dict[Cell, int]]:
        if place == len(cells):
            yield dict(table)
            return
        low, high = bounds[cells[place]]
        for value in range(low, (cap if high is None else high) + 1):
            table[cells[place]] = value
            if all(_holds(equation, table) for equation in ready[place]):
                yield from extend(place + 1, table)

    yield from extend(0, {})


def _holds(equation: Equation, table: Mapping[Cell, int]) -> bool:
    total = sum(factor * table[cell] for cell, factor in equation.terms)
    return (equation.low is None or equation.low <= total) and (
        equation.high is None or total <= equation.high
    )


def has_solution(bounds: Bounds, equations: Sequence[Equation], cap: int) -> bool:
    return next(solutions(bounds, equations, cap), None) is not None


def intervals(
    bounds: Bounds, equations: Sequence[Equation], cap: int
) -> dict[Cell, tuple[int, int | None]]:
    """Return the ends; half of the cap is out of reach for whatever has a limit."""
    tables = list(solutions(bounds, equations, cap))
    ends: dict[Cell, tuple[int, int | None]] = {}
    for cell, (_, high) in bounds.items():
        values = [table[cell] for table in tables]
        endless = high is None and max(values) >= cap // 2
        ends[cell] = (min(values), None if endless else max(values))
    return ends


def interval_of(
    cell: Cell, bounds: Bounds, equations: Sequence[Equation], cap: int
) -> tuple[int, int | None]:
    """Return the ends of one cell; cells that stand in no equation do not matter."""
    used = {cell} | {other for equation in equations for other, _ in equation.terms}
    return intervals({one: bounds[one] for one in bounds if one in used}, equations, cap)[cell]


def only(names: Iterable[str], equations: Sequence[Equation]) -> list[Equation]:
    chosen = set(names)
    assert chosen <= {equation.name for equation in equations}
    return [equation for equation in equations if equation.name in chosen]


def check(bounds: Bounds, equations: Sequence[Equation], cap: int = 0) -> Result:
    """Compare everything in the result with the plain way."""
    result = feasibility(bounds, equations)
    assert [cell.cell for cell in result.cells] == list(bounds)
    kept = list(equations)
    blamed: dict[Cell, set[str]] = {}
    for contradiction in result.contradictions:
        rows = only(contradiction.equations, kept)  # nothing set aside is blamed again
        assert not has_solution(bounds, rows, cap)
        for row in rows:
            assert has_solution(bounds, [other for other in rows if other is not row], cap)
            for cell, factor in row.terms:
                if factor:
                    blamed.setdefault(cell, set()).update(contradiction.equations)
        aside = max(rows, key=lambda row: (row.rank, equations.index(row)))
        assert contradiction.set_aside == aside.name
        kept.remove(aside)
    assert has_solution(bounds, kept, cap)
    expected = intervals(bounds, kept, cap)
    for cell in result.cells:
        interval = (cell.low, cell.high)
        assert interval == expected[cell.cell], cell
        assert cell.printed == bounds[cell.cell]
        if cell.cell in blamed:
            assert cell.status == "contradictory"
            assert set(cell.equations) == blamed[cell.cell]
            continue
        plain = "protected" if interval == cell.printed else "narrowed"
        assert cell.status == ("exact" if cell.low == cell.high else plain)
        if interval == cell.printed:
            assert cell.equations == ()
            continue
        rows = only(cell.equations, kept)
        assert interval_of(cell.cell, bounds, rows, cap) == interval
        for row in rows:
            fewer = [other for other in rows if other is not row]
            assert interval_of(cell.cell, bounds, fewer, cap) != interval, (cell, row.name)
    return result


def sums(
    table: Mapping[tuple[int, int], int], hidden: Iterable[tuple[int, int]], rank: int = 0
) -> list[Equation]:
    """Return the sums of rows and columns as equations over the hidden cells."""
    equations = []
    hidden = list(hidden)
    for axis, kind in enumerate(("row", "column")):
        for place in sorted({cell[axis] for cell in hidden}):
            cells = [cell for cell in hidden if cell[axis] == place]
            total = sum(table[cell] for cell in cells)
            terms = tuple((cell, 1) for cell in cells)
            equations.append(Equation(f"{kind} {place}", terms, total, total, rank))
    return equations


def two_by_two(
    rows: tuple[int, int], columns: tuple[int, int], printed: tuple[int, int | None]
) -> tuple[Bounds, list[Equation]]:
    bounds: Bounds = {(i, j): printed for i in (0, 1) for j in (0, 1)}
    equations = [
        Equation(f"row {i}", (((i, 0), 1), ((i, 1), 1)), rows[i], rows[i]) for i in (0, 1)
    ] + [
        Equation(f"column {j}", (((0, j), 1), ((1, j), 1)), columns[j], columns[j]) for j in (0, 1)
    ]
    return bounds, equations


def ends(result: Result) -> list[tuple[int, int | None]]:
    return [(cell.low, cell.high) for cell in result.cells]


# Known answers


def test_all_four_hidden_without_upper_limit() -> None:
    bounds, equations = two_by_two((7, 3), (6, 4), (0, None))
    assert ends(check(bounds, equations, cap=15)) == [(3, 6), (1, 4), (0, 3), (0, 3)]


def test_all_four_hidden_from_one_to_four() -> None:
    bounds, equations = two_by_two((5, 3), (5, 3), (1, 4))
    assert ends(check(bounds, equations)) == [(3, 4), (1, 2), (1, 2), (1, 2)]


def test_nine_over_two_cells_below_five_is_a_contradiction() -> None:
    bounds: Bounds = {(i, j): (0, 4) for i in (0, 1) for j in (0, 1)}
    equations = [
        Equation("row 0", (((0, 0), 1), ((0, 1), 1)), 9, 9),
        Equation("row 1", (((1, 0), 1), ((1, 1), 1)), 3, 3),
    ]
    result = check(bounds, equations)
    assert [(one.equations, one.set_aside) for one in result.contradictions] == [
        (("row 0",), "row 0")
    ]
    assert [cell.status for cell in result.cells] == ["contradictory"] * 2 + ["narrowed"] * 2


def test_a_dropped_equation_changes_the_known_answer() -> None:
    bounds, equations = two_by_two((7, 3), (6, 4), (0, None))
    right = ends(feasibility(bounds, equations))
    for equation in equations[1:]:
        fewer = [other for other in equations if other not in (equations[0], equation)]
        assert ends(feasibility(bounds, fewer)) != right


def test_the_linear_program_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    # 29 is the largest number that 6, 10 and 15 cannot make; fractions can.
    bounds: Bounds = {"w": (0, 4), "x": (0, 4), "y": (0, 4), "z": (0, 4)}
    equation = Equation("sum", (("w", 1), ("x", 6), ("y", 10), ("z", 15)), 29, 29)
    assert ends(check(bounds, [equation]))[0] == (1, 4)
    honest = solver.Model.integer
    asked = []

    def lying(model: solver.Model, objective: Mapping[int, int]) -> dict[int, int] | None:
        asked.append(objective)
        return None if objective else honest(model, objective)

    monkeypatch.setattr(solver.Model, "integer", lying)
    with pytest.raises(SolverError, match="finds no point"):
        feasibility(bounds, [equation])
    assert {0: -1} in asked


def test_cells_without_any_limit() -> None:
    bounds: Bounds = {name: (0, None) for name in "abcd"}
    equations = [
        Equation("two more", (("a", 1), ("b", -1)), 2, 2),
        Equation("at least twice", (("a", 1), ("c", -2)), 0, None),
    ]
    assert ends(check(bounds, equations, cap=12)) == [(2, None), (0, None), (0, None), (0, None)]


def only_together() -> tuple[Bounds, list[Equation]]:
    """Return two equations that limit y together, though neither does by itself."""
    return {name: (0, None) for name in "xyz"}, [
        Equation("first", (("x", 1), ("y", 1), ("z", -1)), None, 5),
        Equation("second", (("z", 1), ("x", -1)), None, 1),
    ]


def test_an_upper_limit_that_only_two_equations_together_give() -> None:
    result = check(*only_together(), cap=14)
    assert ends(result) == [(0, None), (0, 6), (0, None)]
    assert result.cells[1].equations == ("first", "second")


def test_fractions_of_an_integer_count_as_nothing() -> None:
    bounds: Bounds = {"a": (0, None), "b": (0, None)}
    result = feasibility(bounds, [Equation("odd", (("a", 2), ("b", -4)), 7, 7)])
    assert result.contradictions[0].equations == ("odd",)


def test_an_equation_without_cells_can_contradict_only_itself() -> None:
    equations = [Equation("fine", (), -1, 1), Equation("wrong", (), 2, None, rank=3)]
    result = check({"a": (0, 4)}, equations)
    assert [one.equations for one in result.contradictions] == [("wrong",)]
    assert result.cells[0].status == "protected"


def test_the_tables_are_blamed_before_the_sentences() -> None:
    both = (("a", 1), ("b", 1))
    equations = [
        Equation("sentence", both, 7, 7, rank=3),
        Equation("margin", both, 6, 6, rank=0),
        Equation("share", both, 5, 6, rank=2),
        Equation("linked", both, 5, 5, rank=1),
    ]
    result = check({"a": (0, 4), "b": (0, 4)}, equations)
    assert [(one.equations, one.set_aside) for one in result.contradictions] == [
        (("margin", "linked"), "linked"),
        (("margin", "sentence"), "sentence"),
    ]


# Properties


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[tuple[int, int], int], Bounds]:
    """Draw a table; what is below 5 is hidden, and perhaps one cell more without a limit."""
    rows, columns = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    number = st.one_of(st.integers(0, 4), st.integers(5, 9))
    table = {(i, j): draw(number) for i in range(rows) for j in range(columns)}
    bounds: dict[Cell, tuple[int, int | None]] = {
        cell: (0, 4) for cell, value in table.items() if value < 5
    }
    for cell in draw(st.lists(st.sampled_from(sorted(table)), max_size=2, unique=True)):
        bounds.setdefault(cell, (0, None))
    assume(0 < len(bounds) <= 6)
    return table, bounds


@quick
@given(tables())
def test_a_suppressed_table(drawn: tuple[dict[tuple[int, int], int], Bounds]) -> None:
    table, bounds = drawn
    hidden = [cell for cell in table if cell in bounds]
    result = check({cell: bounds[cell] for cell in hidden}, sums(table, hidden), cap=60)
    assert result.contradictions == ()
    for cell in result.cells:
        assert isinstance(cell.cell, tuple)
        assert cell.low <= table[cell.cell]
        assert cell.high is None or table[cell.cell] <= cell.high


@st.composite
def systems(draw: st.DrawFn, consistent: bool) -> tuple[Bounds, list[Equation], dict[Cell, int]]:
    """Draw equations of every kind, true of one table or of none in particular."""
    cells = list("abcde")[: draw(st.integers(2, 5))]
    truth: dict[Cell, int] = {cell: draw(st.integers(1, 4)) for cell in cells}
    bounds: Bounds = {cell: draw(st.sampled_from([(0, 4), (1, 4), (0, 6)])) for cell in cells}
    equations: list[Equation] = []
    for place in range(draw(st.integers(1, 5))):
        chosen = draw(st.lists(st.sampled_from(cells), min_size=1, max_size=4, unique=True))
        rank = draw(st.integers(0, 3))
        known = draw(st.integers(0, 9))
        low: int | None
        high: int | None
        kind = draw(st.sampled_from(["sum", "least", "most", "share", "mixed"]))
        if kind == "share":
            # "p percent" rounded to whole percents, of a total with one known figure in it
            of, per = sum(truth[cell] for cell in chosen[:1]), sum(truth[cell] for cell in chosen)
            share = Fraction(100 * of, per + known) if consistent else draw(st.integers(0, 100))
            p = int(share + Fraction(1, 2))
            terms = [
                (
                    cell,
                    200 * (cell == chosen[0]) - (2 * p - 1),
                    200 * (cell == chosen[0]) - (2 * p + 1),
                )
                for cell in chosen
            ]
            equations += [
                Equation(
                    f"{place} low",
                    tuple((cell, factor) for cell, factor, _ in terms),
                    (2 * p - 1) * known,
                    None,
                    rank,
                ),
                Equation(
                    f"{place} high",
                    tuple((cell, factor) for cell, _, factor in terms),
                    None,
                    (2 * p + 1) * known,
                    rank,
                ),
            ]
            continue
        factor = st.integers(-7, 7) if kind == "mixed" else st.just(1)
        mixed = tuple((cell, draw(factor)) for cell in chosen)
        total = sum(f * truth[cell] for cell, f in mixed)
        if not consistent:
            total += draw(st.integers(-3, 3))
        low = None if kind == "most" else total - (known % 3 if kind == "least" else 0)
        high = None if kind == "least" else total + (known % 3 if kind == "most" else 0)
        equations.append(Equation(f"{place}", mixed, low, high, rank))
    return bounds, equations, truth


@quick
@given(systems(consistent=True))
def test_inequalities_and_shares(drawn: tuple[Bounds, list[Equation], dict[Cell, int]]) -> None:
    bounds, equations, truth = drawn
    result = check(bounds, equations)
    assert result.contradictions == ()
    for cell in result.cells:
        assert cell.low <= truth[cell.cell]
        assert cell.high is not None
        assert truth[cell.cell] <= cell.high


@quick
@given(systems(consistent=False))
def test_systems_that_may_contradict(
    drawn: tuple[Bounds, list[Equation], dict[Cell, int]],
) -> None:
    bounds, equations, _ = drawn
    result = check(bounds, equations)
    assert bool(result.contradictions) != has_solution(bounds, equations, 0)
    # The same without reasons, and the intervals do not depend on the order.
    bare = feasibility(bounds, equations, explain=False)
    assert ends(bare) == ends(result)
    assert bare.contradictions == result.contradictions
    if not result.contradictions:
        assert ends(feasibility(bounds, equations[::-1])) == ends(result)


@quick
@given(systems(consistent=True), st.lists(st.floats(-3, 3), min_size=10, max_size=10))
def test_any_weights_give_a_true_bound(
    drawn: tuple[Bounds, list[Equation], dict[Cell, int]], weights: list[float]
) -> None:
    bounds, equations, truth = drawn
    cells = list(bounds)
    rows = {
        place: make_row(((cells.index(cell), f) for cell, f in one.terms), one.low, one.high)
        for place, one in enumerate(equations)
    }
    box = dict(enumerate(bounds.values()))
    point = {place: truth[cell] for place, cell in enumerate(cells)}
    assert fits(rows.values(), box, point)
    for sign in (1, -1):
        proof = proven_maximum({0: sign}, dict(zip(rows, weights, strict=False)), rows, box)
        assert proof is not None
        assert proof[0] >= sign * point[0]
    narrowed = Narrowing(rows, box)
    assert narrowed.conflict is None
    assert fits(rows.values(), narrowed.box, point)


# Planted faults


def shifted(values: Mapping[int, float]) -> dict[int, int]:
    """A rounding that is wrong by one in the first cell."""
    first = min(values)
    return {cell: round(value) + (cell == first) for cell, value in values.items()}


def test_a_wrong_point_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    # Four by four: narrowing alone does not solve it, so that points of the solver are needed.
    table = {(i, j): (3 * i + 2 * j + i * j) % 5 for i in range(4) for j in range(4)}
    bounds: Bounds = dict.fromkeys(table, (0, 4))
    equations = sums(table, table)
    right = ends(feasibility(bounds, equations))
    monkeypatch.setattr(extremes, "rounded", shifted)
    assert ends(feasibility(bounds, equations)) == right
    monkeypatch.setattr(extremes, "fits", lambda *_: True)
    try:
        wrong = ends(feasibility(bounds, equations))
    except SolverError:
        return
    assert wrong != right


def test_a_proof_that_does_not_come_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "SECONDS", 0.0)
    bounds: Bounds = {number: (0, 9) for number in range(40)}
    terms = tuple((number, 1000 + 37 * number * number) for number in range(40))
    with pytest.raises(SolverError, match="no proof"):
        feasibility(bounds, [Equation("one", terms, 54_321, 54_321)])


def test_an_equation_that_the_solver_does_not_see_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bounds, equations = two_by_two((7, 3), (6, 4), (0, None))
    monkeypatch.setattr(
        "warehouse.audit.feasibility.make_row",
        lambda terms, low, high: Row(tuple(terms), None, high),  # forgets what is at least
    )
    with pytest.raises(AssertionError):
        check(bounds, equations, cap=15)


def test_a_proof_that_goes_too_far_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = proven_maximum

    def boasting(*arguments: Any) -> tuple[int, set[tuple[int, bool]]] | None:
        found = honest(*arguments)
        return None if found is None else (found[0] - 1, found[1])

    monkeypatch.setattr(extremes, "proven_maximum", boasting)
    with pytest.raises(SolverError, match="contradicts itself"):
        feasibility(*only_together())


# Use


@pytest.mark.parametrize(
    ("bounds", "equations", "words"),
    [
        ({"a": (4, 1)}, [], "wrong way round"),
        ({"a": (0, 4)}, [Equation("e", (("b", 1),), 1, 1)], "no bounds for 'b'"),
        ({"a": (0, 4)}, [Equation("e", (), 0, 0), Equation("e", (), 0, 0)], "two equations"),
    ],
)
def test_nonsense_is_refused(bounds: Bounds, equations: list[Equation], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        feasibility(bounds, equations)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    feasibility(*two_by_two((7, 3), (6, 4), (0, None)))
    assert capfd.readouterr() == ("", "")


def test_the_solver_is_loaded_only_when_it_is_needed() -> None:
    code = (
        "import sys, warehouse.audit.feasibility\n"
        "print({'highspy', 'numpy', 'duckdb'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
