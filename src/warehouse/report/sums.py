"""Add up what a table prints beside its totals: a misread figure would hardly add up.

Decision: a total is a row called so, or a column called so or named by all the years beside it. A
hidden figure is what it can be; a row of shares or of decimals is no part of a sum.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warehouse.report.figure import YEARS
from warehouse.report.grid import Cell, Table
from warehouse.report.labels import TOTALS, bare

COUNT = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
LEAST_PARTS = 2
HIDDEN = re.compile(r"<\s?(\d+)")
_Span = tuple[int, int]


@dataclass(frozen=True)
class Sum:
    """A total of a table: the row or column that it ends, as printed, and what the rest adds to."""

    label: str
    printed: str
    low: int
    high: int
    holds: bool


def sums(table: Table) -> list[Sum]:
    """Return the totals of a table that can be added up."""
    return [*_of_columns(table), *_of_rows(table)]


def _span(cell: Cell | None) -> _Span | None:
    """Return what a cell counts; a blank counts nothing, None is no count."""
    if cell is None:
        return 0, 0
    hidden = HIDDEN.fullmatch(cell.text)
    if hidden:
        return 0, int(hidden[1]) - 1
    if not COUNT.fullmatch(cell.text):
        return None
    return (int(cell.text.replace(".", "")),) * 2


def _sum(label: str, total: Cell | None, parts: Sequence[Cell | None]) -> Iterator[Sum]:
    """Yield a total beside what its parts add to; what is no count adds nothing, so it shows."""
    own = _span(total)
    if total is None or own is None or len(parts) < LEAST_PARTS:
        return
    spans = [_span(part) or (0, 0) for part in parts]
    low, high = (sum(one[end] for one in spans) for end in (0, 1))
    yield Sum(label, total.text, low, high, low <= own[1] and own[0] <= high)


def _of_columns(table: Table) -> Iterator[Sum]:
    total = [row for row in table.rows if bare(row.label) in TOTALS]
    if len(total) != 1:
        return
    parts = [row for row in table.rows if row is not total[0] and _is_count(row.cells)]
    for index, column in enumerate(table.columns):
        name = f"{total[0].label}, {column.label}"
        yield from _sum(name, total[0].cells[index], [row.cells[index] for row in parts])


def _is_count(cells: Sequence[Cell | None]) -> bool:
    """Whether most of the printed figures of a row are counts."""
    printed = [cell for cell in cells if cell is not None]
    return 2 * sum(_span(cell) is not None for cell in printed) > len(printed)


def _of_rows(table: Table) -> Iterator[Sum]:
    labels = [column.label for column in table.columns]
    for last in range(LEAST_PARTS, len(labels)):
        is_range = YEARS.fullmatch(labels[last]) is not None and not labels[last].isdigit()
        if not is_range and bare(labels[last]) not in TOTALS:
            continue
        for panel in _panels(labels, last, is_range):
            for row in table.rows:
                if _is_count(row.cells):
                    name = f"{row.label}, {labels[last]}"
                    yield from _sum(name, row.cells[last], [row.cells[i] for i in panel])


def _panels(labels: Sequence[str], last: int, is_range: bool) -> list[list[int]]:
    """Return the columns that a total adds up: the years before it, and the others."""
    years: list[int] = []
    others: list[int] = []
    for index in range(last - 1, -1, -1):
        if not YEARS.fullmatch(labels[index]):
            others.append(index)
            continue
        years.append(index)
        if is_range and labels[index].startswith(labels[last][:4]):
            break
    return [panel for panel in (years, [] if is_range else others) if panel]
