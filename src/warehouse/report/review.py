"""Show what was read beside the page that it was read from, in one file to look at.

Decision: a PDF shows its tables as printed, each beside its cut-out; a text has no picture, so it
shows the seeds that were filled, with where each figure comes from. The file needs no network and
no other file.
"""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from warehouse.files import delivery
from warehouse.place import SITE
from warehouse.report.grid import Table
from warehouse.report.reader import Reader
from warehouse.report.reading import Reading
from warehouse.report.sums import sums

TEMPLATE = "review.html"
MARGIN = 8.0  # points around a table
ABOVE = 150.0  # points above a table, where its chart stands


def write_review(reading: Reading, report: Path, target: Path) -> None:
    """Write the page; raises WarehouseError when the target exists or cannot be written."""
    pages = Environment(loader=FileSystemLoader(SITE), autoescape=True, undefined=StrictUndefined)
    tables = list(_printed(reading, report) if reading.found else _filled(reading))
    html = pages.get_template(TEMPLATE).render(
        title=f"{report.name}: edition {reading.edition.code}",
        tables=tables,
        said=reading.said,
        listed=reading.accounted.listed if reading.accounted else (),
    )
    with delivery(target, is_folder=False, force=False) as path:
        path.write_text(html, encoding="utf-8")


def _printed(reading: Reading, report: Path) -> Iterator[dict[str, Any]]:
    with Reader(report) as reader:
        for table in reading.found:
            yield {
                "heading": f"{table.kind} {table.number} {table.title}".strip(),
                "page": table.page,
                "pictures": [_picture(reader, box) for box in table.boxes],
                "columns": [f"{one.label} {one.note}".strip() for one in table.columns],
                "rows": list(_rows(table)),
                "doubts": table.doubts,
                "sums": sums(table),
            }


def _picture(reader: Reader, box: tuple[int, float, float, float, float]) -> str:
    number, left, top, right, bottom = box
    around = (left - MARGIN, max(top - ABOVE, 0), right + MARGIN, bottom + MARGIN)
    return base64.b64encode(reader.picture(number, around)).decode()


def _rows(table: Table) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    for row in table.rows:
        yield (
            row.label,
            [
                (cell.text, "printed" if cell.is_firm else "doubt", "") if cell else ("", "", "")
                for cell in row.cells
            ],
        )


def _filled(reading: Reading) -> Iterator[dict[str, Any]]:
    seeds = {table.code: table for table in reading.edition.tables}
    for filling in reading.fillings:
        seed = seeds[filling.code]
        header, *lines = seed.lines
        labels = seed.meta["columns"]["labels"]
        rows = []
        for line in lines:
            cells = []
            for column in header[1:]:
                placed = filling.cells.get((line[0], column))
                note = " or ".join(placed.competing) if placed else ""
                cells.append((placed.text, placed.placement, note) if placed else ("", "doubt", ""))
            rows.append((seed.meta["rows"]["labels"][line[0]], cells))
        yield {
            "heading": seed.meta["heading_nl"],
            "page": filling.page,
            "pictures": [],
            "columns": [labels.get(column, column) for column in header[1:]],
            "rows": rows,
            "doubts": filling.said,
            "sums": [],
        }
