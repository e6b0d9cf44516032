"""What an edition publishes, as cells and as inequalities between them.

Decision: they come from the same terms as the views of `quality`: rules (sums of cells),
printed percentages, and sentences that give a count, a difference, a share, a trend or a first
rank. A sentence that is not linear in the cells (a share of a share) is left out. With earlier
editions a cell that two editions print is one figure, unless their prints exclude that.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from warehouse.place import SQL
from warehouse.read.query import reading
from warehouse.solver.inequality import Inequality

Cell = tuple[str, str, int, int]  # edition, table, row position, column position
Sum = dict[Cell, Fraction]
LINKED, ROUNDED, SAID = 1, 2, 3
PRECISION = 1000  # claimed values have at most three decimals


class Printed(NamedTuple):
    """A cell as printed: its bounds, its figure when it is known, and where it stands.

    Of an open cell, whose place is uncertain or which is left blank, no figure is known, but
    nothing is hidden in it either.
    """

    low: int
    high: int | None
    figure: int | None = None
    label: str = ""
    is_open: bool = False


class Measure(NamedTuple):
    """A sum of cells, and the whole that it is divided by (nothing: 1)."""

    part: Sum
    whole: Sum


@dataclass(frozen=True)
class Span:
    """The numbers from `low` to `high` (None is no limit), without an end that is open."""

    low: Fraction | None
    high: Fraction | None
    is_open_below: bool = False
    is_open_above: bool = False

    def moved(self, by: int) -> "Span":
        """Return the span with both ends moved up."""
        low, high = (None if end is None else end + by for end in (self.low, self.high))
        return Span(low, high, self.is_open_below, self.is_open_above)


HALF = Fraction(1, 2)
EQUAL = Span(Fraction(0), Fraction(0))
AT_MOST = Span(None, Fraction(0))
AT_LEAST = Span(Fraction(0), None)
FIRST = Span(Fraction(1), Fraction(1))


class _Term(NamedTuple):
    edition: str
    subject: str
    code: str
    group: str
    kind: str
    rank_from: str | None
    claimed_min: float | None
    claimed_max: float | None
    is_open_below: bool
    is_open_above: bool
    member: int
    side: str
    table: str
    row: int
    column: int
    percent: int | None

    @property
    def cell(self) -> Cell:
        return self.edition, self.table, self.row, self.column


def read_publication(
    database: Path, editions: Sequence[str]
) -> tuple[dict[Cell, Printed], list[Inequality]]:
    """Return every count that the editions print, and every inequality between them."""
    with reading(database) as connection:

        def rows(name: str) -> list[tuple[Any, ...]]:
            query = (SQL / "audit" / f"{name}.sql").read_text(encoding="utf-8")
            return connection.execute(query, [list(editions)]).fetchall()

        cells = {
            (edition, table, row, column): Printed(low or 0, high, figure, label, is_open)
            for edition, table, row, column, low, high, figure, is_open, label in rows("cells")
        }
        terms = [_Term(*row) for row in rows("terms")]
        same = rows("same_cells")
    inequalities = [
        one
        for _, group in groupby(terms, key=lambda term: term[:4])
        for one in _inequalities(list(group), cells)
    ]
    for edition, table, row, column, earlier, earlier_row, earlier_column in same:
        cell, other = (edition, table, row, column), (earlier, table, earlier_row, earlier_column)
        name = f"{table} [{row}, {column}] of {earlier} and of {edition}"
        inequalities.append(Inequality(name, ((cell, 1), (other, -1)), 0, 0, LINKED))
    return cells, inequalities


def over_hidden(
    inequalities: Iterable[Inequality], cells: Mapping[Cell, Printed], hide: Collection[Cell] = ()
) -> list[Inequality]:
    """Return the inequalities over hidden cells only: what is printed moves to the other side.

    `hide` are printed cells that are taken as hidden too. One in which nothing is hidden
    stays only when it contradicts the print.
    """
    made = []
    for one in inequalities:
        terms, known = [], 0
        for cell, factor in one.terms:
            figure = cells[cell].figure
            if figure is None or cell in hide:
                terms.append((cell, factor))
            else:
                known += factor * figure
        low, high = (None if end is None else end - known for end in (one.low, one.high))
        if terms or (low is not None and low > 0) or (high is not None and high < 0):
            made.append(replace(one, terms=tuple(terms), low=low, high=high))
    return made


def _inequalities(terms: list[_Term], cells: Mapping[Cell, Printed]) -> Iterator[Inequality]:
    """Yield the inequalities of one claim, or of one group of one rule."""
    first = terms[0]
    group = "" if first.group == "_T" else f" [{first.group}]"
    name = f"{first.subject} {first.code}{group} of {first.edition}"
    sums: dict[tuple[int, str], Sum] = {}
    for term in terms:
        sums.setdefault((term.member, term.side), {})[term.cell] = Fraction(1)
    if first.subject == "rule":
        yield from _rule(name, first, sums)
        return
    if any(cell not in cells for value in sums.values() for cell in value):
        return  # a printed percentage is no sum of counts
    span = Span(
        _decimal(first.claimed_min),
        _decimal(first.claimed_max),
        first.is_open_below,
        first.is_open_above,
    )
    members = sorted({member for member, _ in sums})
    if members == [0]:
        # The whole stays in it even when it is known: advice may hide it.
        part, whole = sums[0, "sum"], sums.get((0, "whole"), {})
        yield from _within(name, Measure(_scaled(part, 100 if whole else 1), whole), span, SAID)
        return
    value, *against = (_measure(sums, member, cells) for member in members)
    if any(measure.whole for measure in (value, *against)):
        return  # a comparison of shares is not linear
    if first.kind == "trend":
        ratio = Measure(_scaled(value.part, 100), against[0].part)  # 100 * (1 + the change)
        yield from _within(name, ratio, span.moved(100), SAID)
    elif first.kind == "difference":
        yield from _between(name, _less(value.part, against[0].part), span, SAID)
    elif span == FIRST:  # only the first rank says something of every rival
        for number, rival in enumerate(against, 1):
            pair = (
                (value.part, rival.part)
                if first.rank_from == "highest"
                else (rival.part, value.part)
            )
            yield from _between(f"{name} ({number})", _less(*pair), AT_LEAST, SAID)


def _rule(name: str, first: _Term, sums: Mapping[tuple[int, str], Sum]) -> Iterator[Inequality]:
    left, right = sums[0, "sum"], sums[1, "sum"]
    if first.percent is not None:
        rounded = Span(first.percent - HALF, first.percent + HALF)
        share = Measure(_scaled(right, 100), sums[1, "whole"])
        yield from _within(name, share, rounded, ROUNDED)
        return
    spans = {"subset": AT_MOST, "overlap": AT_LEAST}
    yield from _between(name, _less(left, right), spans.get(first.kind, EQUAL), LINKED)


def _measure(
    sums: Mapping[tuple[int, str], Sum], member: int, cells: Mapping[Cell, Printed]
) -> Measure:
    """Return the sum, or the share in percent; a whole that is known is divided out."""
    part, whole = sums[member, "sum"], sums.get((member, "whole"), {})
    if not whole:
        return Measure(part, {})
    figures = [figure for cell in whole if (figure := cells[cell].figure) is not None]
    total = sum(figures)
    if len(figures) == len(whole) and total > 0:
        return Measure(_scaled(part, Fraction(100, total)), {})
    return Measure(_scaled(part, 100), whole)


def _within(name: str, measure: Measure, span: Span, rank: int) -> Iterator[Inequality]:
    """Yield that part / whole lies in a span; times the whole, this is linear."""
    part, whole = measure
    if not whole:
        yield from _between(name, part, span, rank)
        return
    if span.low is not None:
        over = Span(Fraction(0), None, span.is_open_below)
        yield from _between(f"{name} (low)", _less(part, _scaled(whole, span.low)), over, rank)
    if span.high is not None:
        under = Span(None, Fraction(0), False, span.is_open_above)
        yield from _between(f"{name} (high)", _less(part, _scaled(whole, span.high)), under, rank)


def _between(name: str, value: Sum, span: Span, rank: int) -> Iterator[Inequality]:
    """Yield that a sum lies in a span, in integers."""
    terms = {cell: factor for cell, factor in value.items() if factor}
    scale = math.lcm(*(factor.denominator for factor in terms.values()))
    low = high = None
    if span.low is not None:
        limit = span.low * scale
        low = math.floor(limit) + 1 if span.is_open_below else math.ceil(limit)
    if span.high is not None:
        limit = span.high * scale
        high = math.ceil(limit) - 1 if span.is_open_above else math.floor(limit)
    scaled = tuple((cell, int(factor * scale)) for cell, factor in terms.items())
    yield Inequality(name, scaled, low, high, rank)


def _less(one: Sum, other: Sum) -> Sum:
    none = Fraction(0)
    return {cell: one.get(cell, none) - other.get(cell, none) for cell in {**one, **other}}


def _scaled(value: Sum, factor: Fraction | int) -> Sum:
    return {cell: factor * count for cell, count in value.items()}


def _decimal(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(round(number * PRECISION), PRECISION)
