"""A table as a workbook: as printed, as tidy cells, and what its columns mean.

Decision: the first sheet looks like the report and the second can be computed with. A figure is a
number, everything else is text and stays text: no cell of the workbook is ever a formula. The
dates that a workbook carries are the first day of the year in which the edition appeared, because
the day of the export would make two exports of one warehouse differ.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from warehouse.excel import sheet_title
from warehouse.export.about import hidden, texts
from warehouse.export.extract import Extract
from warehouse.export.resource import Resource
from warehouse.export.tabular import FORMULA
from warehouse.files import packed
from warehouse.read.query import Record
from warehouse.read.words import unit_names

COUNT = re.compile(r"0|[1-9][0-9]*")
SHARE = re.compile(r"([0-9]+)%")
TITLE = Font(bold=True, size=14)
BOLD = Font(bold=True)
GREY = Font(color="606060")
SHADE = PatternFill("solid", fgColor="F2F2F2")
RIGHT = Alignment(horizontal="right")
RULE = Border(bottom=Side(style="thin", color="808080"))
HEADING, SUBTITLE, COLUMN_HEADS = 1, 2, 4
WIDEST = 60
SIGNS = (*FORMULA, "#")  # what formulas and errors of Excel begin with
TOKENS = {"?": "unknown", ":": "blank"}  # what is told of a token, where it occurs


def workbook(extract: Extract, resource: Resource, path: Path) -> None:
    """Write one table as a workbook; one of the report has a sheet in which it is as printed."""
    source, said = extract.sources[0], texts()[extract.language]
    book = Workbook()
    book.remove(book.worksheets[0])
    if resource.name in extract.codes:
        source = extract.sources_of(resource.name)[0]
        printed = book.create_sheet(sheet_title(resource.name))
        _printed_sheet(printed, source, extract.language, *extract.printed(resource.name))
    cells = book.create_sheet(said["cells"])
    _rows(cells, [resource.names, *resource.rows])
    _head(cells, 1, len(resource.names))
    last = get_column_letter(len(resource.names))
    cells.auto_filter.ref = f"A1:{last}{len(resource.rows) + 1}"
    cells.freeze_panes = "A2"
    columns = book.create_sheet(said["columns"])
    described = [
        [field.name, said[f"kind_{field.kind}"], field.description] for field in resource.fields
    ]
    about = [[said[f"about_{name}"], "", text] for name, text in resource.about.items()]
    heads = [said[name] for name in ("column", "type", "meaning")]
    _rows(columns, [heads, *described, [], *about])
    _head(columns, 1, 3)
    book.properties.title = resource.title
    book.properties.creator = str(source["publisher"])
    dated = datetime(source["published_year"], 1, 1, tzinfo=UTC).replace(tzinfo=None)
    book.properties.created = book.properties.modified = dated
    path.write_bytes(_saved(book))


def _printed_sheet(
    sheet: Worksheet,
    source: Record,
    language: str,
    columns: list[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    """Lay the table out like the report, with what it hides and where it comes from below."""
    _put(sheet, HEADING, 1, source["heading_nl"]).font = TITLE
    if language != "nl":  # the report is in Dutch
        _put(sheet, SUBTITLE, 1, source["heading"]).font = GREY
    for column, text in enumerate(columns[1:], 2):
        _put(sheet, COLUMN_HEADS, column, text)
    _head(sheet, COLUMN_HEADS, len(columns))
    for number, (label, *cells) in enumerate(rows, COLUMN_HEADS + 1):
        _put(sheet, number, 1, label)
        for column, text in enumerate(cells, 2):
            _put_printed(sheet, number, column, text)
    said = texts()[language]
    shown = {cell for row in rows for cell in row[1:]}
    lines = [
        *([hidden(source, language)] if source["suppression_label"] else []),
        *(said[name] for token, name in TOKENS.items() if token in shown),
        said["unit"].format(**source | {"unit": unit_names()[source["unit"]][language]}),
        *([source["notes"]] if source["notes"] else []),
        said["source"].format(**source),
        source["citation"],
        source["licence"],
    ]
    for number, text in enumerate(lines, COLUMN_HEADS + len(rows) + 2):
        _put(sheet, number, 1, text).font = GREY
    _fit(sheet, [columns, *rows])
    sheet.freeze_panes = f"B{COLUMN_HEADS + 1}"
    sheet.page_setup.orientation = "landscape"


def _put_printed(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write a printed cell: a figure as number, so that it can be charted, all else as text."""
    share = SHARE.fullmatch(text or "")
    if share:
        cell = _put(sheet, row, column, Decimal(share[1]) / 100)
        cell.number_format = "0%"
    else:
        cell = _put(sheet, row, column, int(text) if COUNT.fullmatch(text or "") else text)
    cell.alignment = RIGHT


def _rows(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    """Fill an empty sheet: row by row, and anew what openpyxl takes for more than a text."""
    _fit(sheet, rows)
    for number, row in enumerate(rows, 1):
        sheet.append([None if value == "" else value for value in row])
        for column, value in enumerate(row, 1):
            if isinstance(value, str) and value.startswith(SIGNS):
                _put(sheet, number, column, value)


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:
    """Write a value; a text stays text, also when Excel edits it."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101  nothing is merged here
    if value is None or value == "":
        return cell
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA)
    return cell


def _head(sheet: Worksheet, row: int, width: int) -> None:
    for column in range(1, width + 1):
        cell = sheet.cell(row, column)
        cell.font, cell.fill, cell.border = BOLD, SHADE, RULE
        if row == COLUMN_HEADS and column > 1:
            cell.alignment = Alignment(horizontal="right", wrap_text=True)


def _fit(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    """Make columns as wide as what they hold."""
    for number, column in enumerate(zip_longest(*rows), 1):
        longest = max(len(str(value or "")) for value in column)
        width = min(max(longest + 2, 10), WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width


def _saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook, without the time at which they were made."""
    buffer = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(buffer, "w")).save()
    with zipfile.ZipFile(buffer) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
