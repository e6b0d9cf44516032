"""Recognise a table that the edition has a layout for, and give each of its cells its codes.

Decision: a table is recognised by its columns, all of them and in their order, and by its rows. So
two tables that changed places are told apart by what they say, not by where they stand. A table of
one row, such as a total, needs its heading as well, and so does one that lacks rows; where its rows
and its heading name different tables, neither is taken. Several layouts may share a printed table,
but never a cell of it: where two fit alike, or one table fits twice, none is taken. A row that is
new, gone or moved is listed; a column that is, makes the table unknown, because then no column is
sure. Beside a new row the rest of a list is not filled in: it may count less under the same label.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from warehouse.edition.files import Table as Seed
from warehouse.report.grid import Cell, Row, Table
from warehouse.report.labels import TOTALS, alike, bare, same

LEAST_ROWS = 0.5  # of the rows of a layout that must be there
WORTH_ALIKE = 0.8  # of a row whose label is the same: that of one that is alike
WORTH_TITLE = 0.01  # of all rows: that of the same heading, which may stand over another table
WORTH_EXTRA = 0.05  # of all rows: what rows of no layout cost
LEAST_TITLE = 75.0  # of 100: how like its heading is that of a table of one row, or of lost rows
SAME_TITLE = 5.0  # of 100: headings that differ less are alike
REST = ("overig", "ander")  # how the label of what is left over begins
NOTED = "n"  # the row that says how many each column counts, printed in the header
# What a figure below another one is called in print, by the measure of the layout that has it.
BESIDE = {"count": " (n)", "days_deviation": " (sd)"}
IN_LABEL = re.compile(r"(.*?)\s*\(([\d.]+|<\d+)\)")

Place = tuple[str, str]  # the codes of the row and of the column


@dataclass(frozen=True)
class Placed:
    """A figure in a cell of a seed: printed, deduced or uncertain, then with what competes."""

    text: str
    placement: str = "printed"
    competing: tuple[str, ...] = ()
    reason_nl: str = ""
    reason_en: str = ""
    page: int = 0
    box: tuple[float, float, float, float] | None = None


@dataclass
class Filling:
    """What was read for one table of an edition; `said` is what a person has to look at.

    `new` are the rows that the layout lacks: their labels, and their figures as its CSV has them.
    """

    code: str
    page: int
    cells: dict[Place, Placed]
    said: list[str] = field(default_factory=list)
    boxes: list[tuple[int, float, float, float, float]] = field(default_factory=list)
    new: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass
class _Match:
    seed: Seed
    table: Table
    start: int
    rows: dict[int, str]
    score: float
    title: float
    said: list[str]

    @property
    def lacks(self) -> bool:
        """Whether rows of the layout are not there, or there is but one."""
        wanted = len(self.seed.meta["rows"]["labels"])
        return len(self.rows) < wanted or wanted == 1

    @property
    def cells(self) -> set[tuple[int, int]]:
        """Which cells of the printed table it takes, by number of row and column."""
        size = len(_header(self.seed))
        return {(row, self.start + offset) for row in self.rows for offset in range(size)}


def recognise(found: Sequence[Table], seeds: Sequence[Seed]) -> tuple[list[Filling], list[str]]:
    """Return what fills the seeds, and which tables could not be told apart."""
    matches = [
        match
        for table in found
        for seed in seeds
        if seed.lines and (match := _match(table, seed)) is not None
    ]
    fillings, said = [], []
    taken: list[_Match] = []
    best = {seed.code: max(m.score for m in matches if m.seed is seed) for seed in _seeds(matches)}
    for seed in _seeds(matches):
        own = [m for m in matches if m.seed is seed and m.score == best[seed.code]]
        pages = " and ".join(str(match.table.page) for match in own)
        # Another layout has these cells too, and no other table that fits it better.
        rivals = [
            m.seed.code
            for m in matches
            if m.table is own[0].table
            and m.seed is not seed
            and m.score == best[m.seed.code] >= own[0].score
            and m.cells & own[0].cells
        ]
        titled = max((m for m in matches if m.seed is seed), key=lambda m: m.title)
        if len(own) > 1:
            said.append(f"{seed.code}: found on pages {pages}; fill it in by hand")
        elif own[0].lacks and titled.title > own[0].title + SAME_TITLE:
            said.append(
                f"{seed.code}: page {pages} has its rows, page {titled.table.page} its heading; "
                "fill it in by hand"
            )
        elif rivals:
            said.append(f"{seed.code}: what is on page {pages} may as well be {rivals[0]}")
        else:
            taken.append(own[0])
    for match in taken:
        rows = {row for other in taken if other.table is match.table for row in other.rows}
        fillings.append(_filling(match, rows))
    return fillings, said


def _seeds(matches: Sequence[_Match]) -> list[Seed]:
    return list({match.seed.code: match.seed for match in matches}.values())


def _match(table: Table, seed: Seed) -> _Match | None:
    labels = seed.meta["columns"]["labels"]
    start = _start(
        [column.label for column in table.columns], [labels[code] for code in _header(seed)]
    )
    if start is None:
        return None
    wanted: dict[str, str] = seed.meta["rows"]["labels"]
    printed = _labels(table, seed)
    rows: dict[int, str] = {}
    said = []
    likened = 0
    for is_exact in (True, False):
        for index, label in enumerate(printed):
            left = {code: text for code, text in wanted.items() if code not in rows.values()}
            if index in rows:
                continue
            test = same if is_exact else alike
            codes = [code for code, text in left.items() if test(text, label)]
            if len(codes) == 1:
                rows[index] = codes[0]
                if not is_exact:
                    likened += 1
                    said.append(f'row {codes[0]} is printed "{label}", was "{wanted[codes[0]]}"')
    if len(rows) < LEAST_ROWS * len(wanted) or not rows:
        return None
    said += [f'gone: row {code} "{t}"' for code, t in wanted.items() if code not in rows.values()]
    first = len(table.rows)  # what the header says stands above the rows
    order = [rows[index] for index in sorted(rows, key=lambda index: (index < first, index))]
    if order != [code for code in wanted if code in order]:
        said.append(f"the rows stand in another order: {', '.join(order)}")
    title = fuzz.ratio(bare(table.title), bare(seed.meta["heading_nl"]))
    worth = len(rows) - (1 - WORTH_ALIKE) * likened
    extra = (len(printed) - len(rows)) / len(printed)
    score = worth / len(wanted) - WORTH_EXTRA * extra + WORTH_TITLE * title / 100
    is_single = len(wanted) == 1 < len(printed)
    if title < LEAST_TITLE and (is_single or len(rows) < len(wanted)):
        return None
    if is_single:
        score = worth * title / 100
    return _Match(seed, table, start, rows, score, title, said)


def _start(printed: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return where the columns of a layout begin; None when they are not there, or twice."""
    size = len(wanted)
    starts = [
        start
        for start in range(len(printed) - size + 1)
        if all(same(*pair) for pair in zip(printed[start : start + size], wanted, strict=True))
    ]
    return starts[0] if len(starts) == 1 else None


def _header(seed: Seed) -> list[str]:
    """Return the codes of the columns that are printed as columns."""
    return [code for code in seed.lines[0][1:] if code in seed.meta["columns"]["labels"]]


def _labels(table: Table, seed: Seed) -> list[str]:
    """Return the labels of the rows of a table as a layout has them."""
    labels = [row.label for row in table.rows]
    if "in_label" in seed.meta["columns"]:
        return [_outer(label) for label in labels]
    wanted: dict[str, str] = seed.meta["rows"]["labels"]
    if NOTED in wanted.values() and any(column.note for column in table.columns):
        return [*labels, NOTED]
    beside = BESIDE.get(seed.meta["measure"])
    if beside and any(f"{label}{beside}" in labels for label in wanted.values()):
        return [label.removesuffix(beside) if label.endswith(beside) else "" for label in labels]
    return labels


def _row(table: Table, index: int) -> Row:
    """Return a row of a table; behind the last one, what its header says each column counts."""
    if index < len(table.rows):
        return table.rows[index]
    page, _, top, _, _ = table.boxes[0]
    cells = [
        Cell(one.note, page, (one.x0, top, one.x1, top)) if one.note else None
        for one in table.columns
    ]
    return Row(NOTED, tuple(cells), page, top)


def _outer(label: str) -> str:
    found = IN_LABEL.fullmatch(label)
    return found[1] if found else label


def _filling(match: _Match, taken: Container[int]) -> Filling:
    """Return what a match fills in; `taken` are the rows of its table that any layout has."""
    seed, table = match.seed, match.table
    columns = seed.meta["columns"]
    header = _header(seed)
    filling = Filling(seed.code, table.page, {}, list(match.said), list(table.boxes))
    new = [row for index, row in enumerate(table.rows) if index not in taken]
    has_inner = "in_label" in columns
    for row in new:
        figures = _line(match, row)
        if any(text != ":" for text in figures):
            filling.new.append((_outer(row.label) if has_inner else row.label, figures))
    is_split = any(bare(row.label) not in TOTALS for row in new)
    for index, code in match.rows.items():
        row = _row(table, index)
        if is_split and bare(row.label).startswith(REST):
            said = f'row {code}: "{row.label}" may leave out a new row; not filled in'
            filling.said.append(f"{said}: {','.join(_line(match, row))}")
            continue
        for offset, column in enumerate(header):
            cell = row.cells[match.start + offset]
            if cell is not None and seed.meta["measure"] == "count" and "," in cell.text:
                filling.said.append(f"row {code}, column {column}: {cell.text} is no count")
            elif cell is None or cell.is_firm:
                filling.cells[code, column] = _placed(cell, row.page)
            else:
                filling.said.append(f"row {code}, column {column}: {cell.text} is not sure")
        inner = IN_LABEL.fullmatch(row.label)
        if "in_label" in columns and inner:
            filling.cells[code, columns["in_label"]] = Placed(seeded(inner[2]), page=row.page)
    filling.said += [text for text in table.doubts if text not in filling.said]
    return filling


def _line(match: _Match, row: Row) -> list[str]:
    """Return the figures of a row as the CSV of a layout has them."""
    labels = match.seed.meta["columns"]["labels"]
    cells = iter(row.cells[match.start :])
    inner = IN_LABEL.fullmatch(row.label)
    return [
        written(next(cells)) if column in labels else seeded(inner[2]) if inner else ":"
        for column in match.seed.lines[0][1:]
    ]


def written(cell: Cell | None) -> str:
    """Return a cell that nobody proved as a seed has it: `?` is read, but not sure."""
    if cell is None:
        return ":"
    return seeded(cell.text) if cell.is_firm else "?"


def _placed(cell: Cell | None, page: int) -> Placed:
    if cell is None:
        return Placed(":", page=page)
    return Placed(seeded(cell.text), page=cell.page, box=cell.box)


def seeded(text: str) -> str:
    """Return a printed figure as a seed has it: no points of thousands, a point for decimals.

    A rank has its count in brackets behind a space: `4' (44)`.
    """
    if text in ("-", "–", "—"):
        return ":"
    plain = re.sub(r"(?<=\d)\.(?=\d{3})", "", text)
    plain = re.sub(r"\s*\(", " (", plain.replace("’", "'"))
    return plain.replace(",", ".").replace("< ", "<").replace(" %", "%")
