"""Write what was read into the seeds of an edition.

Decision: an empty cell is filled, a filled one is never overwritten; where both differ all is
refused, unless a person asks for it. All files are written beside the seeds first and then renamed,
so that nothing is half written. How a seed says that a cell is uncertain is known here only.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warehouse.edition.files import Edition, write_files
from warehouse.faults import Fault
from warehouse.files import beside, put_all
from warehouse.interrupt import whole
from warehouse.report.known import Filling, Placed


@dataclass
class Written:
    """An edition with what was read, what was filled in, and which filled cells differ."""

    edition: Edition
    filled: int = 0
    differences: list[Fault] = field(default_factory=list)


def fill(edition: Edition, fillings: Iterable[Filling], folder: str) -> Written:
    """Return the edition with its empty cells filled; `folder` names it in what is said."""
    written = Written(deepcopy(edition))
    tables = {table.code: table for table in written.edition.tables}
    for filling in fillings:
        table = tables[filling.code]
        fresh: dict[tuple[str, str], Placed] = {}
        header = table.lines[0]
        for number, line in enumerate(table.lines[1:], start=2):
            for index, column in enumerate(header[1:], start=1):
                placed = filling.cells.get((line[0], column))
                if placed is None:
                    continue
                text = _cell(placed)
                if line[index] in ("", text):
                    written.filled += line[index] == ""
                    fresh[line[0], column] = placed
                else:
                    written.differences.append(
                        Fault(
                            f"{folder}/{table.code}.csv",
                            number,
                            column,
                            "filled_cell",
                            line[index],
                            f'"{text}", which page {placed.page} prints',
                            "look at the page; --replace takes what was read",
                        )
                    )
                    continue
                line[index] = text
        if filling.page and not table.meta["page"]:
            table.meta["page"] = str(filling.page)
        notes = _placements(fresh)
        if notes and not table.meta.get("placements"):
            table.meta["placements"] = notes
    return written


def emptied(edition: Edition, differences: Sequence[Fault]) -> Edition:
    """Return the edition with the cells that differ made empty, to be filled with what was read."""
    made = deepcopy(edition)
    tables = {table.code: table for table in made.tables}
    for fault in differences:
        table = tables[Path(fault.file).stem]
        assert fault.line is not None  # noqa: S101  a cell that differs has a line and a column
        assert fault.column is not None  # noqa: S101
        table.lines[fault.line - 1][table.lines[0].index(fault.column)] = ""
    return made


def put(edition: Edition, before: dict[str, str], seeds: Path) -> list[str]:
    """Write the files of an edition that changed, and return their names."""
    texts = {name: text for name, text in edition.files().items() if text != before.get(name)}
    target = seeds / edition.code
    with beside(seeds) as folder:
        write_files(folder, texts)
        with whole():
            target.mkdir(exist_ok=True)
            put_all(folder, target)
    return sorted(texts)


def _cell(placed: Placed) -> str:
    return "?" if placed.placement == "uncertain" else placed.text


def _placements(fresh: dict[tuple[str, str], Placed]) -> list[dict[str, Any]]:
    """Return what the YAML says of cells that are not printed, by row and reason."""
    notes: dict[tuple[Any, ...], dict[str, Any]] = {}
    for (row, column), placed in fresh.items():
        if placed.placement == "printed":
            continue
        key = (row, placed.placement, placed.competing, placed.reason_en)
        note = notes.setdefault(
            key,
            {
                "rows": [row],
                "columns": [],
                "placement": placed.placement,
                **_competing(placed),
                "reason_nl": placed.reason_nl,
                "reason_en": placed.reason_en,
            },
        )
        note["columns"].append(column)
    return list(notes.values())


def _competing(placed: Placed) -> dict[str, Any]:
    """Return how a seed says between which figures a cell is open."""
    figures = [text.rstrip("*") for text in placed.competing]
    return {"competing": list(dict.fromkeys(figures))} if figures else {}
