"""Draw the text layer of an edition as a report loses its drawing, to hold the reading against it.

Everything is made from seeds by a seed of chance. Figures float to lines of their own or behind
their row, some are misprinted, and sometimes the layout changes: a row or a column is added, gone
or moved, or two tables change places.
"""

import random
from dataclasses import dataclass, field

from warehouse.edition.files import Edition, Table

CHANGES = ("row added", "row gone", "rows moved", "column added", "column gone", "columns moved")

LEAST = 2  # rows or columns of a table that is drawn
LARGEST_DIGIT = 9
# How often a table has its heading, a floating figure is glued to its row, and those that float
# stand directly behind their row.
HEADED, LATE, SPREAD = 0.7, 0.15, 0.5
GLUED = 0.5  # how often a `<5` has no space behind its neighbour, where a text is narrow


@dataclass
class Layer:
    """A drawn text: what each cell prints, and which tables have another layout than known."""

    text: str
    cells: dict[tuple[str, str, str], str]
    changed: dict[str, str] = field(default_factory=dict)


@dataclass
class _Drawn:
    heading: str
    header: list[str]
    rows: list[tuple[str, list[tuple[str, tuple[str, str, str] | None]]]]
    codes: list[str]


def chance(seed: int) -> random.Random:
    """Return chance that is the same each time."""
    return random.Random(seed)  # noqa: S311  nothing is kept secret


def layer(
    edition: Edition,
    by: random.Random,
    *,
    changes: int = 1,
    floating: tuple[int, int] = (20, 35),
    is_narrow: bool = False,
) -> Layer:
    """Return a text layer of an edition with some floating figures and up to four misprints.

    In a narrow one hidden figures that are neighbours often have no space between them.
    """
    cells = {
        (table.code, line[0], column): text.replace("?", "<5")
        for table in edition.tables
        for line in table.lines[1:]
        for column, text in zip(table.lines[0][1:], line[1:], strict=True)
    }
    _misprint(cells, by, by.randint(0, 4))
    groups = _groups(edition)
    if by.random() < 0.5 * bool(changes):
        by.shuffle(groups)
    drawn = [_drawn(tables, cells) for tables in groups]
    changed: dict[str, str] = {}
    for one in by.sample(drawn, changes):
        kind = by.choice(CHANGES)
        if _change(one, kind, by):
            changed |= dict.fromkeys(one.codes, kind)
    lines: list[str] = []
    floats = _floating(drawn, by, by.randint(*floating))
    for number, one in enumerate(drawn):
        lines += ["Dit is een zin die bij de tabel staat en niets telt of weegt.", ""]
        lines += [one.heading, ""] if by.random() < HEADED else []
        lines += [
            " ".join(one.header),
            *_body(number, one, floats, by, is_narrow),
            "Bron: verzonnen",
            "",
        ]
    return Layer("\n".join(lines), cells, changed)


def _misprint(cells: dict[tuple[str, str, str], str], chance: random.Random, count: int) -> None:
    numbers = [cell for cell, text in cells.items() if text.isdigit() and int(text) > LARGEST_DIGIT]
    for cell in chance.sample(numbers, count):
        cells[cell] = str(int(cells[cell]) + chance.choice([-9, -1, 1, 9, 10, 27]))


def _groups(edition: Edition) -> list[list[Table]]:
    """Return the tables, those with the same rows that follow each other side by side."""
    groups: list[list[Table]] = []
    for table in edition.tables:
        if not table.lines or table.meta["measure"] == "share" or _columns(table) < LEAST:
            continue
        rows = [line[0] for line in table.lines]
        if groups and [line[0] for line in groups[-1][0].lines] == rows:
            groups[-1].append(table)
        else:
            groups.append([table])
    return groups


def _columns(table: Table) -> int:
    return len(table.lines[0]) - 1


def _drawn(tables: list[Table], cells: dict[tuple[str, str, str], str]) -> _Drawn:
    first = tables[0]
    inner = first.meta["columns"].get("in_label")
    header = [
        table.meta["columns"]["labels"][code]
        for table in tables
        for code in table.lines[0][1:]
        if code != inner
    ]
    if all(" / " in label for label in header):
        header = [
            *(label.split(" / ")[1] for label in header),
            "\n",
            *dict.fromkeys(label.split(" / ")[0] for label in header),
        ]
    rows = []
    for line in first.lines[1:]:
        label = first.meta["rows"]["labels"][line[0]]
        if inner:
            label += f" ({cells[first.code, line[0], inner]})"
        own: list[tuple[str, tuple[str, str, str] | None]] = [
            (cells[table.code, line[0], code], (table.code, line[0], code))
            for table in tables
            for code in table.lines[0][1:]
            if code != inner
        ]
        rows.append((label, own))
    return _Drawn(first.meta["heading_nl"], header, rows, [table.code for table in tables])


def _change(one: _Drawn, kind: str, chance: random.Random) -> bool:
    """Change the layout; a header of two levels stays as it is."""
    at = chance.randrange(len(one.rows))
    column = chance.randrange(len(one.header))
    if "column" in kind and "\n" in one.header:
        return False
    if kind == "row added":
        size = len(one.rows[0][1])
        one.rows.insert(at, ("Heel nieuwe rij", [(str(chance.randint(5, 99)), None)] * size))
    elif kind == "row gone":
        del one.rows[at]
    elif kind == "rows moved":
        if len({label for label, _ in one.rows}) < LEAST:
            return False
        one.rows.append(one.rows.pop(0))
    elif kind == "column added":
        one.header.insert(column, "Heel nieuw")
        for _, own in one.rows:
            own.insert(column, (str(chance.randint(5, 99)), None))
    elif kind == "column gone":
        del one.header[column]
        for _, own in one.rows:
            del own[column]
    else:
        one.header.append(one.header.pop(0))
        for _, own in one.rows:
            own.append(own.pop(0))
    return True


def _floating(drawn: list[_Drawn], chance: random.Random, count: int) -> set[tuple[int, int, int]]:
    """Return which figures float, as (table, row, place): most of them hidden ones."""
    hidden: list[tuple[int, int, int]] = []
    others: list[tuple[int, int, int]] = []
    for number, one in enumerate(drawn):
        for row, (_, own) in enumerate(one.rows):
            for place, (text, _) in enumerate(own):
                (hidden if text.startswith("<") else others).append((number, row, place))
    # Bars float: in a few tables many, in the others none.
    tables = set(chance.sample(range(len(drawn)), 6))
    hidden = [one for one in hidden if one[0] in tables]
    others = [one for one in others if one[0] in tables]
    some = min(len(hidden), count * 4 // 5)
    return {*chance.sample(hidden, some), *chance.sample(others, min(count - some, 7))}


def _body(
    number: int,
    one: _Drawn,
    floats: set[tuple[int, int, int]],
    chance: random.Random,
    is_narrow: bool,
) -> list[str]:
    """Return the lines of the rows; what floats stands between them, or glued to its row."""
    lines: list[str] = []
    waiting: list[str] = []
    for row, (label, own) in enumerate(one.rows):
        line = [label]
        late = ""
        for place, (text, _) in enumerate(own):
            if (number, row, place) not in floats:
                is_pair = text.startswith("<") and line[-1].startswith("<")
                if is_narrow and is_pair and chance.random() < GLUED:
                    line[-1] += text
                else:
                    line.append(text)
            elif text.startswith("<") and chance.random() < LATE:
                late += text  # drawn last, behind its row
            else:
                waiting.append(text)
        lines.append(" ".join(line) + late)
        if waiting and chance.random() < SPREAD:
            lines += _loose(waiting, chance)
            waiting = []
    return lines + _loose(waiting, chance)


def _loose(waiting: list[str], chance: random.Random) -> list[str]:
    lines, rest = [], list(waiting)
    chance.shuffle(rest)
    while rest:
        size = chance.choice([1, 1, 1, 2])
        lines += [" ".join(rest[:size]), ""]
        rest = rest[size:]
    return lines
