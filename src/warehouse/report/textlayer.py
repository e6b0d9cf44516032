"""Find the tables of an edition in a text that has lost its drawing.

Decision: a text has rows, but a bar or a cell that was drawn by itself stands on a line of its own.
So a table is found by the labels of its rows, and counts as confirmed only when its header stands
beside it, all columns and in their order, and when it has exactly as many figures as cells. Tables
with the same rows that stand there once stand side by side.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from warehouse.edition.files import Table as Seed
from warehouse.report.header import confirmed, has_header
from warehouse.report.labels import bare, same
from warehouse.report.textrow import TOKEN, TextRow, glues_neighbours, is_tokens, read_row, splits

ROOM = 15  # lines that a table may have beside four for each row
LEAST_FIGURES = 2  # of a row that is new
LONGEST = 2_000  # letters of a line; a longer one is no row
BESIDE = 26  # lines in which its header stands
WORDS = 7  # a line of so many words that is no row is running text


@dataclass
class Region:
    """Tables side by side: their columns, their rows, and the figures that belong to no row.

    `columns` are (table, code of the column), `loose` the figures of each line. `is_confirmed` says
    that the header stands there, `lines` where anything of it does; `said` is to be looked at.
    `is_narrow` says that its text glues neighbours, so that a glued figure need not have moved.
    """

    tables: list[Seed]
    columns: list[tuple[str, str]]
    rows: list[TextRow]
    loose: list[list[str]] = field(default_factory=list)
    is_confirmed: bool = False
    is_changed: bool = False
    is_narrow: bool = False
    said: list[str] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)

    @property
    def missing(self) -> int:
        """How many cells more than figures it has."""
        cells = len(self.rows) * len(self.columns)
        loose = sum(len(some) for some in self.loose)
        return cells - sum(len(row.tokens) for row in self.rows) - loose


def regions(text: str, seeds: Sequence[Seed]) -> list[Region]:
    """Return where the tables of an edition stand in a text."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    lines = [line if len(line) < LONGEST else "" for line in lines]
    groups: dict[tuple[str, ...], list[Seed]] = {}
    for seed in (seed for seed in seeds if seed.lines):
        labels = seed.meta["rows"]["labels"]
        groups.setdefault(tuple(bare(labels[line[0]]) for line in seed.lines[1:]), []).append(seed)
    found = []
    taken: set[int] = set()
    # The longest labels first: they are the least likely to stand anywhere else.
    for seeds_of in sorted(groups.values(), key=_weight, reverse=True):
        region = _region(lines, seeds_of, taken)
        if region is not None:
            taken |= {row.line for row in region.rows}
            found.append(region)
    known = {line for region in found for line in region.lines}
    is_narrow = glues_neighbours(lines)
    for region in found:
        region.is_narrow = is_narrow
        _look_beside(lines, region, known)
        if region.missing:
            kind = "fewer" if region.missing > 0 else "more"
            region.said.append(f"{abs(region.missing)} figures {kind} than cells")
    return found


def _look_beside(lines: Sequence[str], region: Region, known: set[int]) -> None:
    """Look for new rows above the first row and below the last."""
    for start, step in ((min(region.lines) - 1, -1), (max(region.lines) + 1, 1)):
        index = start
        while 0 <= index < len(lines) and (index in known or not lines[index]):
            index += step
        while 0 <= index < len(lines) and index not in known:
            if not _is_new_row(lines[index], len(region.columns)):
                break
            region.said.append(f'new row: "{lines[index]}"')
            region.is_changed = True
            index += step


def _weight(seeds: Sequence[Seed]) -> int:
    return sum(len(bare(label)) for label in seeds[0].meta["rows"]["labels"].values())


def _region(lines: Sequence[str], seeds: list[Seed], taken: set[int]) -> Region | None:
    """Return the region of tables with the same rows, where it stands once."""
    labels = {line[0]: seeds[0].meta["rows"]["labels"][line[0]] for line in seeds[0].lines[1:]}
    windows = list(_windows(lines, labels, seeds, taken))
    if not windows:
        return None
    order = list(labels)
    best = max(
        windows, key=lambda rows: (len(rows), [row.code for row in rows] == order, -_span(rows))
    )
    codes = [row.code for row in best]
    said = [f'gone: row "{label}"' for code, label in labels.items() if code not in codes]
    if codes != [code for code in order if code in codes]:
        said.append("the rows stand in another order")
    region = Region(list(seeds), [], best, is_changed=bool(said), said=said)
    _confirm(lines, region)
    _collect(lines, region)
    return region


def _span(rows: Sequence[TextRow]) -> int:
    return rows[-1].line - rows[0].line


def _windows(
    lines: Sequence[str], labels: dict[str, str], seeds: Sequence[Seed], taken: set[int]
) -> Iterator[list[TextRow]]:
    """Yield the rows of every window that has most of the labels, each once."""
    has_inner = any("in_label" in seed.meta["columns"] for seed in seeds)
    is_share = seeds[0].meta.get("measure") == "share"
    rows = {
        index: row
        for index in range(len(lines))
        if index not in taken and (row := read_row(lines, index, labels, has_inner, is_share))
    }
    most = 4 * len(labels) + ROOM
    for start in rows:
        some: dict[str, TextRow] = {}
        for index in range(start, min(start + most, len(lines))):
            row = rows.get(index)
            if row is None:
                if _is_prose(lines[index]):
                    break
                continue
            if row.code in some:
                break
            some[row.code] = row
        if len(some) >= max(2, 0.6 * len(labels)) or len(some) == len(labels):
            yield sorted(some.values(), key=lambda row: row.line)


def _is_prose(line: str) -> bool:
    is_note = line.startswith(("Bron", "Noot"))
    is_row = bool(line) and is_tokens(line.rsplit(" ", 1)[-1])
    return len(line.split()) >= WORDS and not is_note and not is_row


def _confirm(lines: Sequence[str], region: Region) -> None:
    """Look for the header beside the rows: of the tables in one of their orders."""
    first, last = region.rows[0].line, region.rows[-1].line
    if len(region.tables) == 1 and len(_codes(region.tables[0])) == 1:
        _confirm_heading(lines, region)
        return
    before = lines[max(first - BESIDE, 0) : first]
    after = lines[last + 1 : last + 1 + BESIDE // 2]
    for some in permutations(region.tables):
        columns = [(seed.code, code) for seed in some for code in _codes(seed)]
        wanted = [seed.meta["columns"]["labels"][code] for seed in some for code in _codes(seed)]
        # Below the rows only where no header at all stands above them.
        sides = [(before, True)] if has_header(before, wanted) else [(before, True), (after, False)]
        for beside, is_before in sides:
            said = confirmed(beside, wanted, is_before=is_before)
            if said is not None:
                region.tables, region.columns = list(some), columns
                region.is_confirmed = True
                region.said += said
                return
    region.columns = [(seed.code, code) for seed in region.tables for code in _codes(seed)]
    region.said.append("its header does not stand beside it, or has other columns")


def _confirm_heading(lines: Sequence[str], region: Region) -> None:
    """One column has no header; then the heading must stand beside the rows."""
    (seed,) = region.tables
    region.columns = [(seed.code, code) for code in _codes(seed)]
    first, last = region.rows[0].line, region.rows[-1].line
    beside = lines[max(first - BESIDE, 0) : last + BESIDE]
    region.is_confirmed = any(same(line, seed.meta["heading_nl"]) for line in beside)
    if not region.is_confirmed:
        region.said.append("its heading does not stand beside it")


def _codes(seed: Seed) -> list[str]:
    """Return the columns that have a column of their own in print."""
    return [code for code in seed.lines[0][1:] if code in seed.meta["columns"]["labels"]]


def _collect(lines: Sequence[str], region: Region) -> None:
    """Gather the figures that stand on lines of their own: between the rows, then behind them."""
    own = {row.line for row in region.rows}
    first, last = min(own), max(own)
    loose: list[list[str]] = []
    is_share = region.tables[0].meta.get("measure") == "share"
    begin = first - ROOM if is_share else first
    for index in range(max(begin, 0), last + 1):
        if index not in own and _is_loose(lines[index], region):
            loose.append(TOKEN.findall(lines[index]))
            region.lines.add(index)
        elif index not in own and _is_new_row(lines[index], len(region.columns)):
            region.said.append(f'new row: "{lines[index]}"')
            region.is_changed = True
    wanted = len(region.rows) * len(region.columns)

    def have() -> int:
        return sum(len(row.tokens) for row in region.rows) + sum(len(some) for some in loose)

    region.lines |= own
    for index, line in enumerate(lines[last + 1 :], start=last + 1):
        if not line:
            continue
        if not _is_loose(line, region) or have() + len(TOKEN.findall(line)) > wanted:
            if have() >= wanted or not _is_wrapped(line):
                break
            continue
        loose.append(TOKEN.findall(line))
        region.lines.add(index)
    if is_share:
        loose = [[token for token in some if token.endswith("%")] for some in loose]
    bare_rows = [row for row in region.rows if not row.tokens]
    whole = [some for some in loose if len(some) == len(region.columns) > 1]
    if len(bare_rows) == len(whole) == 1:
        bare_rows[0].tokens = whole[0]
        loose.remove(whole[0])
    region.loose = loose


def _is_loose(line: str, region: Region) -> bool:
    """Whether a line is figures and nothing else, and not the header."""
    if not line or not is_tokens(line):
        return False
    labels = {
        bare(seed.meta["columns"]["labels"][code])
        for seed in region.tables
        for code in _codes(seed)
    }
    return not all(bare(token) in labels for token in TOKEN.findall(line))


def _is_wrapped(line: str) -> bool:
    return len(line.split()) < WORDS and not line.startswith(("Bron", "Noot"))


def _is_new_row(line: str, size: int) -> bool:
    """Whether a line is a label that is not known, with half of the figures of a row or more."""
    return any(
        len(tokens) >= max(LEAST_FIGURES, size // 2) and re.search(r"[^\W\d_]", label)
        for label, tokens in splits(line, False)
    )
