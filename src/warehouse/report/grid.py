"""Make a table of a header and a body, by the places of their words.

Decision: a column is what stands above one another, a row what stands on one baseline; both must be
confirmed. Every column needs a header of its own, every figure one column, every row a label. What
is not confirmed is listed as a doubt of its table, and a cell that is in doubt is not firm. The
drawn rules only tell which lines of a label belong to which row.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from warehouse.report.block import Block
from warehouse.report.figure import Figure, figures, is_figures, is_years
from warehouse.report.page import Line, Page, Word, joined, texts

LAST_ROW = 30.0  # points: how far the label of the last row may go on below its figures
_Span = tuple[float, float]  # left, right


@dataclass(frozen=True)
class Cell:
    """A printed figure at its place: its text, its page and box, and whether it is firm."""

    text: str
    page: int
    box: tuple[float, float, float, float]
    is_firm: bool = True


@dataclass(frozen=True)
class Row:
    """A printed row: its label and its cells, one per column; None where nothing is printed."""

    label: str
    cells: tuple[Cell | None, ...]
    page: int
    y: float


@dataclass(frozen=True)
class Column:
    """A printed column: its label, what is printed below it (`n=1.117`), its left and right."""

    label: str
    note: str
    x0: float
    x1: float


@dataclass
class Table:
    """A table as printed; its caption gives `number` and `title`, `doubts` say what is not sure.

    `boxes` are its parts as (page, left, top, right, bottom).
    """

    columns: list[Column]
    rows: list[Row]
    boxes: list[tuple[int, float, float, float, float]]
    kind: str = ""
    number: str = ""
    title: str = ""
    source: str = ""
    doubts: list[str] = field(default_factory=list)
    is_closed: bool = False

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.boxes[0][0]


def grid(page: Page, block: Block) -> Table | None:
    """Return the table of a block; None when it has no figures."""
    left = _label_end(block)
    found = [(line, _figures_of(line, left)) for line in block.body]
    notes: list[Figure] = []
    while found and found[0][1] and all(one.is_note for one in found[0][1]):
        notes += found.pop(0)[1]
    if not any(some for _, some in found):
        return None
    spans = _spans([*notes, *(one for _, some in found for one in some)])
    columns, lost = _columns(spans, block.header, left, notes)
    doubts = [f"page {page.number}: {text!r} in the header is above no column" for text in lost]
    doubts += [
        f"page {page.number}: a column without a header, {column.x0:.0f} points from the left"
        for column in columns
        if not column.label
    ]
    starts = sorted(
        part[0].x0 for line in block.header for part in texts(line) if part[-1].x1 <= left + 1
    )
    rows = _rows(page, found, columns, left, starts or [0.0], block.header[-1].y, doubts)
    words = [word for line in (*block.header, *block.body) for word in line.words]
    box = (
        page.number,
        min(word.x0 for word in words),
        min(word.y - word.size for word in words),
        max(word.x1 for word in words),
        max(word.y + 0.3 * word.size for word in words),
    )
    return Table(columns, rows, [box], doubts=doubts)


def _label_end(block: Block) -> float:
    """Return where the labels end: behind the last text that is no figure."""
    years = [part[0].x0 for line in block.header for part in texts(line) if is_years(part)]
    if not years:
        parts = [part for line in block.body for part in texts(line) if not is_figures(part)]
        if not parts:  # the rows are years
            parts = [line.words[:1] for line in block.body if is_years(line.words[:1])]
        return max((part[-1].x1 for part in parts), default=0.0)
    first = min(years)
    words = [word for line in block.body for word in line.words if word.middle < first]
    return max((word.x1 for word in words if not is_figures([word])), default=first - 8.0)


def _figures_of(line: Line, left: float) -> list[Figure]:
    rest = Line([word for word in line.words if word.x0 > left - 1])
    return [one for part in texts(rest) for one in figures(part)] if rest.words else []


def _spans(some: Sequence[Figure]) -> list[_Span]:
    """Return what stands above one another, as (left, right)."""
    spans: list[_Span] = []
    for one in sorted(some, key=lambda one: one.x0):
        if spans and one.x0 < spans[-1][1] - 0.5:
            spans[-1] = spans[-1][0], max(spans[-1][1], one.x1)
        else:
            spans.append((one.x0, one.x1))
    return spans


def _columns(
    spans: Sequence[_Span], header: Sequence[Line], left: float, notes: Sequence[Figure]
) -> tuple[list[Column], list[str]]:
    """Return the columns with their headers, and the words of the header that belong to none."""
    own: dict[int, list[Word]] = {index: [] for index in range(len(spans))}
    lost: list[Word] = []
    for line in header:
        for part in texts(Line([word for word in line.words if word.middle > left] or [])):
            over = {_nearest(spans, word.x0, word.x1) for word in part} - {None}
            for word in part:
                nearest = over.copy().pop() if len(over) == 1 else _nearest(spans, word.x0, word.x1)
                (lost if nearest is None else own[nearest]).append(word)
    made = []
    for index, (start, end) in enumerate(spans):
        note = [one.text for one in notes if _nearest(spans, one.x0, one.x1) == index]
        made.append(Column(joined(own[index]), " ".join(note), start, end))
    # A year without any figure below it is a column of blanks.
    blank = [word for word in lost if is_years([word])]
    made += [Column(word.text, "", word.x0, word.x1) for word in blank]
    made.sort(key=lambda column: column.x0)
    return made, [word.text for word in lost if word not in blank]


def _nearest(spans: Sequence[_Span], x0: float, x1: float) -> int | None:
    """Return which span something belongs to, the one that it overlaps most; None: to no one."""
    overlaps = [min(end, x1) - max(start, x0) for start, end in spans]
    most = max(overlaps, default=0.0)
    return overlaps.index(most) if most > 0 else None


def _rows(
    page: Page,
    found: Sequence[tuple[Line, list[Figure]]],
    columns: Sequence[Column],
    left: float,
    starts: Sequence[float],
    top: float,
    doubts: list[str],
) -> list[Row]:
    """Return the rows: what stands on one baseline, with the label that stands beside it."""
    body = [line for line, _ in found]
    labels = [part for line in body if (part := _part_of(line, left))]
    # Figures such as `sd=652` stand below those of their row.
    groups: list[list[tuple[Line, list[Figure]]]] = []
    for line, some in found:
        if not some:
            continue
        if groups and all(one.prefix for one in some):
            groups[-1].append((line, some))
        else:
            groups.append([(line, some)])
    ends = _ends(page, [[line.y for line, _ in group] for group in groups], labels, top)
    rows = []
    for group, (low, high) in zip(groups, pairwise(ends), strict=True):
        label = _label([line for line in labels if low < line.y <= high], starts)
        if not label:
            doubts.append(f"page {page.number}: a row without a label: {group[0][0].text}")
        for line, some in group:
            prefix = f" ({some[0].prefix})" if some[0].prefix else ""
            rows.append(_row(page, label + prefix, line, some, columns, doubts))
    doubts += [
        f"page {page.number}: a label without figures: {line.text}"
        for line in labels
        if not ends[0] < line.y <= ends[-1]
    ]
    return rows


def _part_of(line: Line, left: float) -> Line | None:
    """Return the label part of a line."""
    words = [word for word in line.words if word.x0 <= left - 1]
    return Line(words) if words else None


def _label(parts: Sequence[Line], starts: Sequence[float]) -> str:
    """Return a label; of several columns, such as country and age, one after the other."""
    columns: list[list[Word]] = [[] for _ in starts]
    for word in (word for line in parts for word in line.words):
        columns[max(bisect_right(starts, word.x0 + 1) - 1, 0)].append(word)
    return " ".join(joined(words) for words in columns if words)


def _row(
    page: Page,
    label: str,
    line: Line,
    some: Sequence[Figure],
    columns: Sequence[Column],
    doubts: list[str],
) -> Row:
    """Return a row; a figure that has its column with another one is not firm."""
    spans = [(column.x0, column.x1) for column in columns]
    cells: list[Cell | None] = [None] * len(columns)
    for one in some:
        box = (one.x0, line.y - line.size, one.x1, line.y + 0.25 * line.size)
        index = _nearest(spans, one.x0, one.x1)
        if index is None:
            doubts.append(f"page {page.number}: {one.text} of {label!r} belongs to no column")
        elif (there := cells[index]) is not None:
            text = f"{there.text} {one.text}"
            cells[index] = Cell(text, page.number, box, is_firm=False)
            doubts.append(f"page {page.number}: two figures of {label!r} in one column: {text}")
        else:
            is_firm = bool(label) and bool(columns[index].label)
            cells[index] = Cell(one.text, page.number, box, is_firm)
    return Row(label, tuple(cells), page.number, line.y)


def _ends(
    page: Page, groups: Sequence[Sequence[float]], labels: Sequence[Line], top: float
) -> list[float]:
    """Return where each row ends: at the rule between it and the next, or else half way."""
    x0 = min((line.words[0].x0 for line in labels), default=0.0)
    x1 = max((line.words[-1].x1 for line in labels), default=0.0)
    rules = [
        rule.at
        for rule in page.rules
        if rule.is_across and min(rule.end, x1) - max(rule.start, x0) > 0.5 * (x1 - x0)
    ]
    ends = [top + 1.0]
    for above, below in pairwise(groups):
        between = [at for at in rules if above[-1] < at < below[0]]
        ends.append(max(between) if between else (above[-1] + below[0]) / 2)
    last = groups[-1][-1]
    below_it = [at for at in rules if last < at < last + LAST_ROW]
    return [*ends, min(below_it, default=last + LAST_ROW)]
