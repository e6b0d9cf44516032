"""The promise: intervals of hidden cells are exact, contradictions and reasons irreducible.

Everything is compared with `solutions`, which tries all tables one by one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from warehouse.audit.feasibility import Result, feasibility
from warehouse.solver import solve as solver
from warehouse.solver.inequality import Cell, Inequality
from warehouse.solver.solve import SolverError, Unproved, solve

Bounds = Mapping[Cell, tuple[int, int | None]]
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


# The plain way, on purpose without anything of the code under test.


def solutions(
    bounds: Bounds, equations: Sequence[Inequality], cap: int
) -> Iterator[dict[Cell, int]]:
    """Return every table of integers; a cell without a limit goes up to the cap."""
    cells = list(bounds)
    ready: list[list[Inequality]] = [[] for _ in cells]
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


def _holds(equation: Inequality, table: Mapping[Cell, int]) -> bool:
    total = sum(factor * table[cell] for cell, factor in equation.terms)
    return (equation.low is None or equation.low <= total) and (
        equation.high is None or total <= equation.high
    )


def has_solution(bounds: Bounds, equations: Sequence[Inequality], cap: int) -> bool:
    return next(solutions(bounds, equations, cap), None) is not None


def intervals(
    bounds: Bounds, equations: Sequence[Inequality], cap: int
) -> dict[Cell, tuple[int, int | None]]:
    """Return the ends; a third of the cap is out of reach for whatever has a limit."""
    tables = list(solutions(bounds, equations, cap))
    ends: dict[Cell, tuple[int, int | None]] = {}
    for cell, (_, high) in bounds.items():
        values = [table[cell] for table in tables]
        endless = high is None and max(values) >= cap // 3
        ends[cell] = (min(values), None if endless else max(values))
    return ends


def interval_of(
    cell: Cell, bounds: Bounds, equations: Sequence[Inequality], cap: int
) -> tuple[int, int | None]:
    """Return the ends of one cell; cells that stand in no equation do not matter."""
    used = {cell} | {other for equation in equations for other, _ in equation.terms}
    return intervals({one: bounds[one] for one in bounds if one in used}, equations, cap)[cell]


def only(names: Iterable[str], equations: Sequence[Inequality]) -> list[Inequality]:
    chosen = set(names)
    assert chosen <= {equation.name for equation in equations}
    return [equation for equation in equations if equation.name in chosen]


def check(bounds: Bounds, equations: Sequence[Inequality], cap: int = 0) -> Result:
    """Compare everything in the result with the plain way."""
    result = feasibility(bounds, equations)
    assert [cell.cell for cell in result.cells] == list(bounds)
    kept = list(equations)
    blamed: dict[Cell, set[str]] = {}
    for contradiction in result.contradictions:
        rows = only(contradiction.inequalities, kept)  # nothing set aside is blamed again
        assert not has_solution(bounds, rows, cap)
        for row in rows:
            assert has_solution(bounds, [other for other in rows if other is not row], cap)
            for cell, factor in row.terms:
                if factor:
                    blamed.setdefault(cell, set()).update(contradiction.inequalities)
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
            assert set(cell.told_by) == blamed[cell.cell]
            continue
        plain = "protected" if interval == cell.printed else "narrowed"
        assert cell.status == ("exact" if cell.low == cell.high else plain)
        if interval == cell.printed:
            assert cell.told_by == ()
            continue
        rows = only(cell.told_by, kept)
        assert interval_of(cell.cell, bounds, rows, cap) == interval
        for row in rows:
            fewer = [other for other in rows if other is not row]
            assert interval_of(cell.cell, bounds, fewer, cap) != interval, (cell, row.name)
    return result


def sums(
    table: Mapping[tuple[int, int], int], hidden: Iterable[tuple[int, int]], rank: int = 0
) -> list[Inequality]:
    """Return the sums of rows and columns as equations over the hidden cells."""
    equations = []
    hidden = list(hidden)
    for axis, kind in enumerate(("row", "column")):
        for place in sorted({cell[axis] for cell in hidden}):
            cells = [cell for cell in hidden if cell[axis] == place]
            total = sum(table[cell] for cell in cells)
            terms = tuple((cell, 1) for cell in cells)
            equations.append(Inequality(f"{kind} {place}", terms, total, total, rank))
    return equations


def two_by_two(
    rows: tuple[int, int], columns: tuple[int, int], printed: tuple[int, int | None]
) -> tuple[Bounds, list[Inequality]]:
    bounds: Bounds = {(i, j): printed for i in (0, 1) for j in (0, 1)}
    equations = [
        Inequality(f"row {i}", (((i, 0), 1), ((i, 1), 1)), rows[i], rows[i]) for i in (0, 1)
    ] + [
        Inequality(f"column {j}", (((0, j), 1), ((1, j), 1)), columns[j], columns[j])
        for j in (0, 1)
    ]
    return bounds, equations


def ends(result: Result) -> list[tuple[int, int | None]]:
    return [(cell.low, cell.high) for cell in result.cells]


# Known answers


def test_all_four_hidden_without_upper_limit() -> None:
    bounds, equations = two_by_two((7, 3), (6, 4), (0, None))
    assert ends(check(bounds, equations, cap=24)) == [(3, 6), (1, 4), (0, 3), (0, 3)]


def test_all_four_hidden_from_one_to_four() -> None:
    bounds, equations = two_by_two((5, 3), (5, 3), (1, 4))
    assert ends(check(bounds, equations)) == [(3, 4), (1, 2), (1, 2), (1, 2)]


def test_nine_over_two_cells_below_five_is_a_contradiction() -> None:
    bounds: Bounds = {(i, j): (0, 4) for i in (0, 1) for j in (0, 1)}
    equations = [
        Inequality("row 0", (((0, 0), 1), ((0, 1), 1)), 9, 9),
        Inequality("row 1", (((1, 0), 1), ((1, 1), 1)), 3, 3),
    ]
    result = check(bounds, equations)
    assert [(one.inequalities, one.set_aside) for one in result.contradictions] == [
        (("row 0",), "row 0")
    ]
    assert [cell.status for cell in result.cells] == ["contradictory"] * 2 + ["narrowed"] * 2


def test_a_dropped_equation_changes_the_known_answer() -> None:
    bounds, equations = two_by_two((7, 3), (6, 4), (0, None))
    right = ends(feasibility(bounds, equations))
    for equation in equations[1:]:
        fewer = [other for other in equations if other not in (equations[0], equation)]
        assert ends(feasibility(bounds, fewer)) != right


def test_fractions_are_not_enough() -> None:
    # 29 is the largest number that 6, 10 and 15 cannot make; fractions can.
    bounds: Bounds = {"w": (0, 4), "x": (0, 4), "y": (0, 4), "z": (0, 4)}
    equation = Inequality("sum", (("w", 1), ("x", 6), ("y", 10), ("z", 15)), 29, 29)
    assert ends(check(bounds, [equation]))[0] == (1, 4)


def test_cells_without_any_limit() -> None:
    bounds: Bounds = {name: (0, None) for name in "abcd"}
    equations = [
        Inequality("two more", (("a", 1), ("b", -1)), 2, 2),
        Inequality("at least twice", (("a", 1), ("c", -2)), 0, None),
    ]
    assert ends(check(bounds, equations, cap=12)) == [(2, None), (0, None), (0, None), (0, None)]


def only_together() -> tuple[Bounds, list[Inequality]]:
    """Return two equations that limit y together, though neither does by itself."""
    return {name: (0, None) for name in "xyz"}, [
        Inequality("first", (("x", 1), ("y", 1), ("z", -1)), None, 5),
        Inequality("second", (("z", 1), ("x", -1)), None, 1),
    ]


def test_an_upper_limit_that_only_two_equations_together_give() -> None:
    result = check(*only_together(), cap=21)
    assert ends(result) == [(0, None), (0, 6), (0, None)]
    assert result.cells[1].told_by == ("first", "second")


def test_fractions_of_an_integer_count_as_nothing() -> None:
    bounds: Bounds = {"a": (0, None), "b": (0, None)}
    result = feasibility(bounds, [Inequality("odd", (("a", 2), ("b", -4)), 7, 7)])
    assert result.contradictions[0].inequalities == ("odd",)


def test_an_equation_without_cells_can_contradict_only_itself() -> None:
    equations = [Inequality("fine", (), -1, 1), Inequality("wrong", (), 2, None, rank=3)]
    result = check({"a": (0, 4)}, equations)
    assert [one.inequalities for one in result.contradictions] == [("wrong",)]
    assert result.cells[0].status == "protected"


def test_the_tables_are_blamed_before_the_sentences() -> None:
    both = (("a", 1), ("b", 1))
    equations = [
        Inequality("sentence", both, 7, 7, rank=3),
        Inequality("margin", both, 6, 6, rank=0),
        Inequality("share", both, 5, 6, rank=2),
        Inequality("linked", both, 5, 5, rank=1),
    ]
    result = check({"a": (0, 4), "b": (0, 4)}, equations)
    assert [(one.inequalities, one.set_aside) for one in result.contradictions] == [
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
    result = check({cell: bounds[cell] for cell in hidden}, sums(table, hidden), cap=90)
    assert result.contradictions == ()
    for cell in result.cells:
        assert isinstance(cell.cell, tuple)
        assert cell.low <= table[cell.cell]
        assert cell.high is None or table[cell.cell] <= cell.high


@st.composite
def systems(draw: st.DrawFn, consistent: bool) -> tuple[Bounds, list[Inequality], dict[Cell, int]]:
    """Draw equations of every kind, true of one table or of none in particular."""
    cells = list("abcde")[: draw(st.integers(2, 5))]
    truth: dict[Cell, int] = {cell: draw(st.integers(1, 4)) for cell in cells}
    bounds: Bounds = {cell: draw(st.sampled_from([(0, 4), (1, 4), (0, 6)])) for cell in cells}
    equations: list[Inequality] = []
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
                Inequality(
                    f"{place} low",
                    tuple((cell, factor) for cell, factor, _ in terms),
                    (2 * p - 1) * known,
                    None,
                    rank,
                ),
                Inequality(
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
        equations.append(Inequality(f"{place}", mixed, low, high, rank))
    return bounds, equations, truth


@quick
@given(systems(consistent=True))
def test_inequalities_and_shares(drawn: tuple[Bounds, list[Inequality], dict[Cell, int]]) -> None:
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
    drawn: tuple[Bounds, list[Inequality], dict[Cell, int]],
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


@st.composite
def endless(draw: st.DrawFn) -> tuple[Bounds, list[Inequality]]:
    """Draw two cells of which one at least has no printed limit; what limits them is below 20."""
    bounds = {"a": (0, None), "b": draw(st.sampled_from([(0, None), (1, None), (0, 4)]))}
    rows = []
    for place in range(draw(st.integers(1, 4))):
        terms = tuple((cell, draw(st.integers(-2, 2))) for cell in bounds)
        low, high = draw(st.one_of(st.none(), st.integers(-4, 4))), None
        if low is None or draw(st.booleans()):
            high = draw(st.integers(-4 if low is None else low, 4))
        rows.append(Inequality(f"{place}", terms, low, high, draw(st.integers(0, 3))))
    return bounds, rows


@quick
@given(endless())
def test_cells_without_a_printed_limit(drawn: tuple[Bounds, list[Inequality]]) -> None:
    check(*drawn, cap=60)


# Cells without a limit


def steep() -> tuple[Bounds, list[Inequality]]:
    """Return cells that rise without end, in great steps."""
    return {"a": (0, None), "b": (0, None)}, [
        Inequality("steep", (("a", 103), ("b", -101)), 0, 0),
    ]


def test_a_rise_in_great_steps_has_no_limit() -> None:
    assert ends(feasibility(*steep())) == [(0, None), (0, None)]


def test_a_high_limit_is_exact() -> None:
    bounds, rows = steep()
    rows.append(Inequality("less", (("a", 100), ("b", -98)), -12_345, None))
    # b is 103 n where a is 101 n, and 100 a - 98 b is 6 n: no limit. Turned round it is one.
    assert ends(feasibility(bounds, rows)) == [(0, None), (0, None)]
    rows[-1] = Inequality("less", (("a", 100), ("b", -98)), None, 12_345)
    assert ends(feasibility(bounds, rows)) == [(0, 101 * 2057), (0, 103 * 2057)]


def test_planted_fault_a_limit_that_is_too_low_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solver, "_width", lambda *_: 100)
    assert ends(feasibility(*steep())) == [(0, 0), (0, 0)]


def test_a_limit_that_is_out_of_reach_is_an_error() -> None:
    bounds: Bounds = {number: (0, None) for number in range(40)}
    rows = [
        Inequality(f"{number}", ((number, 997), ((number + 1) % 40, -991)), None, 5)
        for number in range(40)
    ]
    with pytest.raises(Unproved, match="no upper limit"):
        feasibility(bounds, rows)


# Planted faults


def test_a_point_that_does_not_fit_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = cp_model.CpSolver.value
    monkeypatch.setattr(
        cp_model.CpSolver, "value", lambda self, variable: honest(self, variable) + 1
    )
    with pytest.raises(SolverError, match="does not fit"):
        feasibility(*two_by_two((7, 3), (6, 4), (0, None)))


def knapsack() -> tuple[Bounds, list[Inequality]]:
    """Return a question that takes a solver long."""
    bounds: Bounds = {number: (0, 9) for number in range(40)}
    terms = tuple((number, 1000 + 37 * number * number) for number in range(40))
    return bounds, [Inequality("one", terms, 54_321, 54_321)]


def test_a_proof_that_does_not_come_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver, "SECONDS", 0.0)
    with pytest.raises(Unproved, match="no proof"):
        feasibility(*knapsack())


def test_a_point_that_may_not_be_the_best_is_for_those_who_ask() -> None:
    bounds, rows = knapsack()
    best = {cell: 1 + cell % 7 for cell in bounds}
    point = solve(rows, bounds, best=best, effort=0.5)
    assert point is not None
    assert rows[0].holds(point)
    with pytest.raises(Unproved):
        solve(rows, bounds, best=best, effort=0.0)


def test_an_inequality_that_the_solver_does_not_see_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = cp_model.CpModel.add_linear_constraint

    def forgetful(model: Any, terms: Any, low: int, high: int) -> Any:
        return honest(model, terms, cp_model.INT_MIN, high)

    monkeypatch.setattr(cp_model.CpModel, "add_linear_constraint", forgetful)
    with pytest.raises(SolverError, match="does not fit"):
        feasibility(*two_by_two((7, 3), (6, 4), (0, None)))


def test_nothing_depends_on_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {(i, j): (3 * i + 2 * j + i * j) % 7 for i in range(5) for j in range(5)}
    bounds: Bounds = {cell: (0, 4) for cell, count in table.items() if count < 5}
    rows = sums(table, bounds)
    rows.append(Inequality("few", (((0, 0), 1), ((0, 1), 1)), 0, 1, 2))
    rows.append(Inequality("many", (((0, 0), 1),), 3, None, 3))
    result = feasibility(bounds, rows)
    assert result.contradictions
    assert any(cell.told_by for cell in result.cells)

    class Otherwise(cp_model.CpSolver):
        def __init__(self) -> None:
            super().__init__()
            self.parameters.random_seed = 77
            self.parameters.randomize_search = True

    monkeypatch.setattr(cp_model, "CpSolver", Otherwise)
    assert feasibility(bounds, rows) == result


# Use


@pytest.mark.parametrize(
    ("bounds", "equations", "words"),
    [
        ({"a": (4, 1)}, [], "wrong way round"),
        ({"a": (0, 4)}, [Inequality("e", (("b", 1),), 1, 1)], "no bounds for 'b'"),
        ({"a": (0, 4)}, [Inequality("e", (), 0, 0), Inequality("e", (), 0, 0)], "two inequalities"),
    ],
)
def test_nonsense_is_refused(bounds: Bounds, equations: list[Inequality], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        feasibility(bounds, equations)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    feasibility(*two_by_two((7, 3), (6, 4), (0, None)))
    assert capfd.readouterr() == ("", "")
