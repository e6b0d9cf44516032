"""The advice: what must be hidden besides, so that no hidden cell can be worked out."""

import sys
from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import first
from warehouse.audit import tauargus
from warehouse.audit.advice import Advice, advise
from warehouse.audit.alternatives import Alternatives
from warehouse.audit.feasibility import feasibility
from warehouse.audit.publication import Cell, Printed
from warehouse.audit.suppression import Plan
from warehouse.audit.tauargus import Answer, Column
from warehouse.faults import WarehouseError
from warehouse.solver.inequality import Bounds, Inequality

Cells = dict[Cell, Printed]
Table = tuple[Cells, list[Inequality]]

GRID = [[2, 20, 30], [22, 25, 14], [40, 31, 28]]


def table(
    figures: Sequence[Sequence[int]],
    hidden: Sequence[tuple[int, int]],
    name: str = "t",
    bounds: Bounds = (0, 4),
) -> Table:
    """Return a table whose last row and column are its margins."""
    inner = [[*row, sum(row)] for row in figures]
    full = [*inner, [sum(column) for column in zip(*inner, strict=True)]]
    cells: Cells = {
        at(row, column, name): Printed(*bounds)
        if (row, column) in hidden
        else Printed(0, None, figure)
        for row, line in enumerate(full)
        for column, figure in enumerate(line)
    }
    last_row, last_column = len(full) - 1, len(full[0]) - 1
    lines = [
        [at(row, column, name) for column in range(last_column + 1)] for row in range(len(full))
    ]
    lines += [
        [at(row, column, name) for row in range(last_row + 1)] for column in range(len(full[0]))
    ]
    return cells, [equal(f"{line[0]}..{line[-1]}", line[:-1], line[-1]) for line in lines]


def at(row: int, column: int, name: str = "t") -> Cell:
    return "2022", name, row, column


def equal(name: str, parts: Sequence[Cell], whole: Cell, rank: int = 0) -> Inequality:
    return Inequality(name, (*((part, 1) for part in parts), (whole, -1)), 0, 0, rank)


def exact(cells: Cells, relations: Sequence[Inequality], hide: Sequence[Cell] = ()) -> set[Cell]:
    """Audit a publication afresh: the hidden cells with one possible value."""
    bounds: dict[Cell, Bounds] = {}
    known: dict[Cell, int] = {}
    for cell, printed in cells.items():
        if printed.figure is None:
            bounds[cell] = (printed.low, printed.high)
        elif cell in hide:
            bounds[cell] = (0, None)
        else:
            known[cell] = printed.figure
    equations = [equation for some in relations if (equation := left(some, known)).terms]
    result = feasibility(bounds, equations, explain=False)
    return {found.cell for found in result.cells if found.status == "exact"}


def left(relation: Inequality, known: Mapping[Cell, int]) -> Inequality:
    """Return what a reader has left of a relation, once the known figures are filled in."""
    terms = tuple((cell, factor) for cell, factor in relation.terms if cell not in known)
    filled = sum(factor * known.get(cell, 0) for cell, factor in relation.terms)
    low = None if relation.low is None else relation.low - filled
    high = None if relation.high is None else relation.high - filled
    return Inequality(relation.name, terms, low, high, relation.rank)


def cost(cells: Cells, hide: Sequence[Cell]) -> tuple[int, int]:
    return len(hide), sum(cells[cell].figure or 0 for cell in hide)


def test_a_lone_hidden_cell_needs_the_other_corners_of_a_rectangle() -> None:
    cells, relations = table(GRID, [(0, 0)])
    advice = advise(cells, relations)
    # Of the four rectangles this one has the smallest figures: 30 + 22 + 14.
    assert set(advice.hide) == {at(0, 2), at(1, 0), at(1, 2)}
    assert advice.unprotected == ()
    assert advice.is_proved
    assert exact(cells, relations) == {at(0, 0)}
    assert exact(cells, relations, advice.hide) == set()


def test_a_safe_table_needs_nothing() -> None:
    figures = [[2, 3, 30], [1, 2, 14], [40, 31, 28]]
    cells, relations = table(figures, [(0, 0), (0, 1), (1, 0), (1, 1)])
    assert advise(cells, relations) == Advice((), (), (), True)


def test_a_figure_that_a_sentence_tells_is_not_hidden_in_vain() -> None:
    cells, relations = table(GRID, [(0, 0)])
    told = Inequality("sentence", ((at(1, 2), 1),), 14, 14, 3)
    advice = advise(cells, [*relations, told])
    assert at(1, 2) not in advice.hide
    assert advice.is_proved
    assert exact(cells, [*relations, told], advice.hide) == set()


def test_the_printed_bounds_count() -> None:
    # Two cells that together must be 8 are both 4: a second hidden cell alone is no protection.
    cells, relations = table([[4, 4, 20], [4, 4, 9]], [(0, 0), (0, 1), (1, 0), (1, 1)])
    assert len(exact(cells, relations)) == 4
    advice = advise(cells, relations)
    assert advice.hide
    assert advice.unprotected == ()
    assert exact(cells, relations, advice.hide) == set()


@pytest.mark.parametrize("spared", first(1, range(3)))
def test_planted_fault_advice_with_one_cell_less_is_seen_by_the_audit(spared: int) -> None:
    cells, relations = table(GRID, [(0, 0)])
    hide = advise(cells, relations).hide
    assert exact(cells, relations, [cell for cell in hide if cell != hide[spared]])


def linked() -> Table:
    """Return two tables with the same row totals, of which the first is safe by itself."""
    figures = [[2, 3, 30], [1, 2, 14]]
    cells, relations = table(figures, [(0, 0), (0, 1), (1, 0), (1, 1)], "a")
    others, more = table([[3, 32], [10, 7]], [(0, 0)], "b")
    links = [equal(f"link {row}", [at(row, 3, "a")], at(row, 2, "b"), 1) for row in range(2)]
    return cells | others, [*relations, *more, *links]


def test_linked_tables_are_one_problem() -> None:
    cells, relations = linked()
    advice = advise(cells, relations)
    assert set(advice.hide) == {at(0, 1, "b"), at(1, 0, "b"), at(1, 1, "b")}
    assert exact(cells, relations, advice.hide) == set()
    # Where only totals may be hidden, that of the other table must go too.
    totals = [cell for cell in cells if 2 in cell[2:]]
    totals += [at(row, 3, "a") for row in range(3)]
    advice = advise(cells, relations, totals)
    assert {at(0, 3, "a"), at(0, 2, "b")} <= set(advice.hide)
    assert exact(cells, relations, advice.hide) == set()


def test_a_cell_that_a_sentence_tells_cannot_be_protected() -> None:
    cells, relations = table([[2, 20, 30], [22, 3, 14], [40, 31, 28]], [(0, 0), (1, 1)])
    sentence = Inequality("sentence", ((at(0, 0), 1),), 2, 2, 3)
    advice = advise(cells, [*relations, sentence])
    assert advice.unprotected == (at(0, 0),)
    assert advice.is_proved
    assert advice.hide
    assert exact(cells, [*relations, sentence], advice.hide) == {at(0, 0)}


def test_nothing_can_be_done_when_nothing_may_be_hidden() -> None:
    cells, relations = table(GRID, [(0, 0)])
    assert advise(cells, relations, []) == Advice((), (at(0, 0),), (), True)


def test_relations_that_contradict_others_are_set_aside() -> None:
    cells, relations = table(GRID, [(0, 0)])
    wrong = [
        Inequality("hidden too great", ((at(0, 0), 1),), 4, 4, 3),
        Inequality("figures do not add up", ((at(1, 1), 1), (at(1, 2), 1)), 0, 38, 3),
    ]
    advice = advise(cells, [*relations, *wrong])
    assert advice.set_aside == ("hidden too great", "figures do not add up")
    assert advice.hide == advise(cells, relations).hide


def test_a_share_with_great_coefficients_is_understood() -> None:
    # The sentence leaves so little room that its total must be hidden besides.
    cells, relations = table(GRID, [(0, 0)])
    part, whole = at(0, 0), at(0, 3)
    share = [
        Inequality("at least 3.8%", ((part, 1000), (whole, -38)), 0, None, 2),
        Inequality("at most 3.9%", ((part, 1000), (whole, -39)), None, 0, 2),
    ]
    advice = advise(cells, [*relations, *share])
    assert whole in advice.hide
    assert advice.unprotected == ()
    assert exact(cells, [*relations, *share], advice.hide) == set()


@pytest.mark.parametrize("factor", first(2, [1, 1415, 100, 127, 128, 200, 256, 70_000]))
def test_tau_argus_is_told_coefficients_of_any_size(factor: int) -> None:
    columns = [Column("rise", 0, 4), Column("free", 500_000, None, 5), Column("free", 9, None, 9)]
    rows = [
        Inequality("", ((0, factor), (1, -1)), 0, 0),
        Inequality("", ((0, -factor), (1, 1), (2, 1)), 0, 0),
    ]
    assert tauargus.suppress(columns, rows) == Answer(frozenset({1}), True)


@pytest.mark.parametrize(("end", "hide"), [(0, {1}), (1, set()), (None, set())])
@pytest.mark.parametrize("way", ["rise", "fall"])
def test_tau_argus_is_told_what_an_equation_leaves_open(
    way: str, end: int | None, hide: set[int]
) -> None:
    columns = [Column(way, 2, 2), Column("free", 5, None, 5)]
    low, high = (0, end) if way == "rise" else (None if end is None else -end, 0)
    rows = [Inequality("", ((0, 1), (1, 1)), low, high)]
    assert tauargus.suppress(columns, rows) == Answer(frozenset(hide), True)


def test_people_come_whole() -> None:
    # Hiding 7 lets the first cell move in fractions, but not in whole people; hiding 9 does both.
    few, many, more = at(0, 0), at(0, 1), at(0, 2)
    cells = {few: Printed(0, 4), many: Printed(0, None, 7), more: Printed(0, None, 9)}
    relations = [Inequality("sum", ((few, 10), (many, 3), (more, 1)), 50, 50)]
    advice = advise(cells, relations)
    assert advice.hide == (more,)
    assert few in exact(cells, relations, [many])
    assert exact(cells, relations, advice.hide) == set()
    assert not advice.is_proved


figures_of_grid = st.lists(
    st.lists(st.sampled_from([0, 1, 2, 3, 4, 5, 7, 9, 12, 20]), min_size=3, max_size=3),
    min_size=3,
    max_size=3,
)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(figures_of_grid, st.sets(st.integers(0, 8), min_size=1, max_size=4))
def test_advice_on_any_table_is_enough_and_none_of_it_is_idle(
    figures: list[list[int]], places: set[int]
) -> None:
    small = [(place // 3, place % 3) for place in sorted(places)]
    hidden = [(row, column) for row, column in small if figures[row][column] < 5]
    cells, relations = table(figures, hidden)
    advice = advise(cells, relations)
    assert exact(cells, relations, advice.hide) == set(advice.unprotected)
    for spared in advice.hide:
        rest = [cell for cell in advice.hide if cell != spared]
        assert exact(cells, relations, rest) > set(advice.unprotected)


@pytest.mark.parametrize(
    "hidden", first(1, [[(0, 0), (1, 1)], [(0, 0)], [(0, 0), (0, 1)], [(0, 1), (1, 0), (2, 2)]])
)
def test_no_smaller_advice_exists(hidden: list[tuple[int, int]]) -> None:
    cells, relations = table([[2, 3, 30], [4, 1, 14], [40, 31, 3]], hidden)
    hide = advise(cells, relations).hide
    assert exact(cells, relations, hide) == set()
    others = [cell for cell in cells if cells[cell].figure is not None]
    enough = [
        cost(cells, some)
        for size in range(len(hide) + 1)
        for some in combinations(others, size)
        if cost(cells, some) <= cost(cells, hide) and not exact(cells, relations, some)
    ]
    assert min(enough) == cost(cells, hide)


def test_a_poor_answer_of_tau_argus_is_mended_and_pruned(monkeypatch: pytest.MonkeyPatch) -> None:
    cells, relations = table(GRID, [(0, 0)])

    def poor(columns: Sequence[Column], _: Sequence[Inequality]) -> Answer:
        free = [number for number, column in enumerate(columns) if column.status == "free"]
        return Answer(frozenset(free[-1:]), True)

    monkeypatch.setattr("warehouse.audit.suppression.suppress", poor)
    advice = advise(cells, relations)
    assert len(advice.hide) == 3
    assert exact(cells, relations, advice.hide) == set()
    assert not advice.is_proved


def test_without_an_answer_of_tau_argus_there_is_still_advice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("warehouse.audit.suppression.suppress", lambda *_: None)
    cells, relations = linked()
    advice = advise(cells, relations)
    assert advice.hide
    assert exact(cells, relations, advice.hide) == set()
    assert not advice.is_proved


def test_tau_argus_is_told_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    write = tauargus.problem

    def listen(columns: Sequence[Column], rows: Sequence[Inequality]) -> str:
        told.append(write(columns, rows))
        return told[-1]

    monkeypatch.setattr(tauargus, "problem", listen)
    cells, relations = table(GRID, [(0, 0)])
    advise(cells, relations)
    assert told
    count = int(told[0].splitlines()[1])
    assert count == len(cells)
    assert {line.split()[1] for line in told[0].splitlines()[2 : 2 + count]} == {"0"}


def test_without_tau_argus_the_advice_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytauargus", None)
    with pytest.raises(WarehouseError, match=r"pip install 'warehouse-mensenhandel\[advice\]'"):
        advise(*table(GRID, [(0, 0)]))


def test_without_a_pipe_no_figure_is_written_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tauargus, "PIPE", "/nowhere")
    with pytest.raises(WarehouseError, match="Linux"):
        advise(*table(GRID, [(0, 0)]))


def test_a_plan_refuses_equations_without_a_table() -> None:
    equation = Inequality("impossible", (("a", 2),), 3, 3)
    with pytest.raises(ValueError, match="contradict"):
        Plan(Alternatives({"a": (0, 4)}, {}, {}, [equation]), ["a"])
