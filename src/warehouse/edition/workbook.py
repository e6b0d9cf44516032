"""An edition as one Excel workbook to fill in: a sheet of its fields, and a sheet per table.

Decision: only what must be filled in is unlocked, and every such cell has a validation, so that
most mistakes are told while typing. The seeds stay the truth: a workbook is imported, never built
from.
"""

from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from warehouse.edition.files import Edition, Table
from warehouse.excel import sheet_title
from warehouse.files import delivery

# Where things stand on a sheet. Table sheets: code in A1, headings behind it, page, then the cells.
FIELDS = "edition"
FIELDS_ROW = 3
PAGE = (3, 2)
CODES_ROW, LABELS_ROW, CELLS_ROW = 5, 6, 7
CODES_COLUMN, LABELS_COLUMN, CELLS_COLUMN = 1, 2, 3

TEXT = "@"
BOLD = Font(bold=True)
GREY = Font(color="808080")
TO_FILL = PatternFill("solid", fgColor="FFF2CC")
MAY_CHANGE = PatternFill("solid", fgColor="F2F2F2")
GRAMMAR = "135 (a count), {hidden}? (lost its cell) or : (left blank in print)"
LABEL = "the label as printed"
HINTS = {
    "title": "title of the report",
    "publisher": "who published it",
    "published_year": "year in which it appeared, such as 2024",
    "source_file": "name of the text file that the figures were taken from",
    "source_sha256": "SHA-256 of that file, 64 hexadecimal digits; sha256sum prints it",
    "licence": "what may be done with the text",
    "citation": "how to cite the report",
}


def write_book(path: Path, edition: Edition) -> None:
    """Write `edition` as a workbook; raises WarehouseError when that is impossible."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one sheet
    _fields_sheet(sheet, edition)
    for table in edition.tables:
        _table_sheet(book.create_sheet(sheet_title(table.code)), table)
    with delivery(path, is_folder=False, force=True) as made:
        book.save(made)


def _fields_sheet(sheet: Worksheet, edition: Edition) -> None:
    sheet.title = FIELDS
    for column, text in enumerate(("edition", edition.code, "fill in what is yellow"), 1):
        _put(sheet, 1, column, text, BOLD)
    for row, (key, value) in enumerate(edition.fields.items(), FIELDS_ROW):
        _put(sheet, row, 1, key, BOLD)
        _put(sheet, row, 3, HINTS.get(key, ""), GREY)
        cell = _unlock(sheet, row, 2, value, TO_FILL)
        at = cell.coordinate
        if key == "published_year":
            cell.number_format = "0"
            _validate(sheet, "whole", "a year such as 2024", at, "2000", "2099")
        elif key == "source_sha256":
            _validate(sheet, "custom", "64 hexadecimal digits", at, f"LEN({at})=64")
        else:
            _validate(sheet, "custom", "some text", at, some_text(at))
    _finish(sheet, (18, 70, 60), f"A{FIELDS_ROW}")


def _table_sheet(sheet: Worksheet, table: Table) -> None:
    _put(sheet, 1, 1, table.code, BOLD)
    _put(sheet, 1, 2, table.meta["heading_nl"], BOLD)
    _put(sheet, 2, 2, table.meta["heading_en"], GREY)
    _put(sheet, PAGE[0], 1, "page", BOLD)
    page = _unlock(sheet, *PAGE, table.meta["page"], TO_FILL)
    page.number_format = "0"
    page.alignment = Alignment(horizontal="left")
    _validate(sheet, "whole", "a page number such as 5", page.coordinate, "1", "9999")
    if table.lines:
        _cells(sheet, table)
    widths = (20, 46, *(14 for _ in (table.lines or [[]])[0][1:]))
    _finish(sheet, widths, f"{get_column_letter(CELLS_COLUMN)}{CELLS_ROW}")


def _cells(sheet: Worksheet, table: Table) -> None:
    """Put codes and printed labels of columns and rows, and the cells between them."""
    (corner, *codes), *body = table.lines
    _put(sheet, PAGE[0] + 1, 2, f"Each yellow cell as printed: {wanted(table)}.", GREY)
    _put(sheet, CODES_ROW, CODES_COLUMN, corner, GREY)
    for column, code in enumerate(codes, CELLS_COLUMN):
        _put(sheet, CODES_ROW, column, code, GREY)
        label = table.meta["columns"]["labels"].get(code)
        if label is None:
            _put(sheet, LABELS_ROW, column, "(in the row label)", GREY)
            continue
        cell = _unlock(sheet, LABELS_ROW, column, label, MAY_CHANGE)
        cell.font = BOLD
        _validate(sheet, "custom", LABEL, cell.coordinate, some_text(cell.coordinate))
    for row, fields in enumerate(body, CELLS_ROW):
        _put(sheet, row, CODES_COLUMN, fields[0], GREY)
        label = table.meta["rows"]["labels"][fields[0]]
        _unlock(sheet, row, LABELS_COLUMN, label, MAY_CHANGE)
        for column, printed in enumerate(fields[1:], CELLS_COLUMN):
            cell = _unlock(sheet, row, column, printed, TO_FILL)
            cell.alignment = Alignment(horizontal="right")
    first_cell = _at(CELLS_ROW, CELLS_COLUMN)
    last_row, last_column = CELLS_ROW + len(body) - 1, CELLS_COLUMN + len(codes) - 1
    grid = f"{first_cell}:{_at(last_row, last_column)}"
    _validate(sheet, "custom", wanted(table), grid, rule(table, first_cell))
    first_label = _at(CELLS_ROW, LABELS_COLUMN)
    labels = f"{first_label}:{_at(last_row, LABELS_COLUMN)}"
    _validate(sheet, "custom", LABEL, labels, some_text(first_label))


def _at(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def wanted(table: Table) -> str:
    """Say which cells a table may have."""
    if table.meta["measure"] == "share":
        return "50% or 50.5% (a share) or : (left blank in print)"
    if table.meta["measure"] != "count":
        return "38 or 38.5 (a number) or : (left blank in print)"
    label = table.meta.get("suppression", {}).get("label")
    return GRAMMAR.format(hidden=f"{label} (hidden), " if label else "")


def rule(table: Table, cell: str) -> str:
    """Return the grammar of `sql/build/load/03_parse_cells.sql` as a formula for the first cell.

    A count is right when writing it out again gives the same text. A number with decimals is held
    by its digits, for Excel reads a point as the country of the computer does; of it and of a rank
    with its count (`4 (75)`) only the shape is known. Excel takes 255 characters.
    """
    bare = f'SUBSTITUTE({cell},"*","")'
    if table.meta["measure"] == "count":
        again = f'TEXT(ABS({bare}),"0")'
        number = f'LEN({bare})<10,OR({cell}&""={again},{cell}&""={again}&"*")'
        label = table.meta.get("suppression", {}).get("label")
        hidden = f'{cell}="{label}",{cell}="{label}*",' if label else ""
        ranked = f'AND(RIGHT({bare})=")",ISNUMBER(FIND(" (",{cell})))'
        return f'OR({cell}="?",{cell}=":",{hidden}{ranked},IFERROR(AND({number}),FALSE))'
    if table.meta["measure"] == "share":
        digits = f'"1"&SUBSTITUTE(SUBSTITUTE({bare},"%",""),".","",1)'  # the 1 keeps a 0 in front
        ends = f'OR(RIGHT({cell})="%",RIGHT({cell},2)="%*"),LEN({cell})>1'
    else:
        digits = f'"1"&SUBSTITUTE({bare},".","",1)'
        ends = f'OR({cell}&""={bare},{cell}&""={bare}&"*"),{bare}<>""'
    number = f'{ends},LEN({cell})<10,TEXT(ABS({digits}),"0")={digits}'
    return f'OR({cell}=":",IFERROR(AND({number}),FALSE))'


def some_text(cell: str) -> str:
    """Return the formula that refuses an empty text."""
    return f"LEN(TRIM({cell}))>0"


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font) -> None:
    """Write a text that is not to be changed."""
    _write(sheet, row, column, text).font = font


def _unlock(sheet: Worksheet, row: int, column: int, text: str, fill: PatternFill) -> Cell:
    """Write a text that may be changed; what is typed there stays text."""
    cell = _write(sheet, row, column, text)
    cell.number_format = TEXT
    cell.fill = fill
    cell.protection = Protection(locked=False)
    return cell


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101  nothing is merged here
    if text:
        cell.value = text
        cell.data_type = "s"  # also when it begins with =
    return cell


def _validate(
    sheet: Worksheet,
    kind: Literal["whole", "custom"],
    expected: str,
    cells: str,
    formula: str,
    highest: str | None = None,
) -> None:
    """Refuse anything else than `expected` in the range `cells`."""
    validation = DataValidation(type=kind, formula1=formula, formula2=highest, allow_blank=True)
    validation.errorTitle = "Not as expected"
    validation.error = f"Expected {expected}"
    validation.showErrorMessage = True
    validation.add(cells)
    sheet.add_data_validation(validation)


def _finish(sheet: Worksheet, widths: tuple[int, ...], freeze: str) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = freeze
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # False allows it: a column may be made wider
