"""Turn a filled workbook into the seed files of its edition.

Decision: the folder made by `new-edition` is the frame; the workbook fills it. A blank cell changes
nothing and a filled seed is not overwritten, unless the workbook is to replace it. What a cell
should say is left to the grammar of the build; refused here is what has no text of its own.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from warehouse.edition.files import (
    Edition,
    Table,
    read_edition,
    write_files,
)
from warehouse.edition.workbook import (
    CELLS_COLUMN,
    CELLS_ROW,
    CODES_COLUMN,
    CODES_ROW,
    FIELDS,
    FIELDS_ROW,
    LABELS_COLUMN,
    LABELS_ROW,
    PAGE,
    wanted,
)
from warehouse.excel import sheet_title
from warehouse.faults import COMMON, Fault, InputRefused, WarehouseError, strange_character
from warehouse.files import beside, put_all
from warehouse.names import EDITION
from warehouse.place import check_own
from warehouse.seeds.folder import MAX_BYTES

PREFILLED = {"title", "publisher", "licence", "series_nl", "series_en"}
AS_TEXT = "format the cell as text and type what is printed"
KINDS = {"f": "no formula", "e": "no error value", "d": "no date", "b": "no truth value"}
DECIMALS = re.compile(r"[0#?]\.([0#?]+)")
STRICT = b"purl.oclc.org/ooxml"  # the namespace of the other kind of .xlsx
MAX_NUMBER = 1e15  # beyond it a spreadsheet has lost digits
STRUCTURE = (
    "restore the code; rows and columns are added or removed in the seed files, after import"
)


@dataclass
class Import:
    """What an import has done."""

    edition: Edition
    changes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def import_book(book: Path, seeds: Path, *, replace: bool = False) -> Import:
    """Fill the seed files of the workbook's edition, and return what they hold then.

    Raises InputRefused with every fault of the workbook, or WarehouseError; then no file changed.
    """
    check_own(seeds)
    sheets = _open(book)
    code = _edition_code(book, sheets)
    if not (seeds / code).is_dir():
        message = f"there is no folder {seeds / code}; make it with: warehouse new-edition {code}"
        raise WarehouseError(message)
    old = read_edition(seeds, code)
    result = Import(deepcopy(old))
    _Reader(book.name, sheets, result, replace).read()
    if result.faults:
        raise InputRefused(result.faults)
    before = old.files()
    texts = {name: text for name, text in result.edition.files().items() if text != before[name]}
    with beside(seeds) as folder:
        write_files(folder, texts)
        put_all(folder, seeds / code)
    return result


def _open(book: Path) -> dict[str, Worksheet]:
    """Return the sheets of a workbook by title."""
    if not book.is_file():
        raise WarehouseError(f"there is no file {book}; check the path")
    try:
        with zipfile.ZipFile(book) as archive:
            size = sum(part.file_size for part in archive.infolist())
            is_strict = size <= MAX_BYTES and STRICT in archive.read("xl/workbook.xml")
        if size > MAX_BYTES:
            raise WarehouseError(f"{book} unpacks to {size:,} bytes; an edition has far fewer")
        if is_strict:
            raise WarehouseError(
                f"{book} is a workbook in Strict Open XML; save it again as Excel Workbook (.xlsx)"
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names the parts of Excel it does not know
            return {sheet.title: sheet for sheet in load_workbook(book).worksheets}
    except WarehouseError:
        raise
    except OSError as error:
        raise WarehouseError(f"cannot read {book}: {error.strerror}") from error
    except Exception as error:  # a damaged file fails anywhere in its reader
        message = f"{book} is damaged or no Excel workbook; save it again as .xlsx"
        raise WarehouseError(message) from error


def _edition_code(book: Path, sheets: dict[str, Worksheet]) -> str:
    """Return the edition that a workbook says it is of."""
    sheet = sheets.get(FIELDS)
    code = "" if sheet is None else str(sheet["B1"].value)
    if not EDITION.fullmatch(code):
        message = f'{book} has no sheet "{FIELDS}" with the edition in B1; is it of new-edition?'
        raise WarehouseError(message)
    return code


@dataclass
class _Reader:
    """Reads the sheets into the result: every fault, and every change."""

    book: str
    sheets: dict[str, Worksheet]
    result: Import
    replace: bool

    def read(self) -> None:
        edition = self.result.edition
        titles = {sheet_title(table.code): table for table in edition.tables}
        self._read_fields(self.sheets[FIELDS], edition.fields)
        for title, table in titles.items():
            if title in self.sheets:
                self._read_table(self.sheets[title], table)
            else:
                remedy = (
                    f"restore it or its name; if print dropped the table, remove {table.code}.*"
                )
                self._fault(None, None, "book_sheet", None, f'a sheet "{title}"', remedy)
        for title in self.sheets.keys() - titles.keys() - {FIELDS}:
            remedy = "remove the sheet, or restore its name"
            self._fault(None, None, "book_sheet", title, "the sheets of the edition only", remedy)

    def _read_fields(self, sheet: Worksheet, fields: dict[str, str]) -> None:
        for row, key in enumerate(fields, FIELDS_ROW):
            self._check(sheet, row, 1, key)
            text = self._text(sheet, row, 2, "text")
            fields[key] = self._merged(sheet, row, 2, fields[key], text, key in PREFILLED)
        self._refuse_stray(sheet, FIELDS_ROW + len(fields) - 1, 3)

    def _read_table(self, sheet: Worksheet, table: Table) -> None:
        self._check(sheet, 1, 1, table.code)
        meta = table.meta
        page = self._text(sheet, *PAGE, "a page number such as 5")
        meta["page"] = self._merged(sheet, *PAGE, meta["page"], page)
        if not table.lines:
            self._refuse_stray(sheet, PAGE[0], PAGE[1])
            return
        (_, *codes), *body = table.lines
        for column, code in enumerate(codes, CELLS_COLUMN):
            self._check(sheet, CODES_ROW, column, code)
            self._read_label(sheet, LABELS_ROW, column, meta["columns"]["labels"], code)
        for row, fields in enumerate(body, CELLS_ROW):
            self._check(sheet, row, CODES_COLUMN, fields[0])
            self._read_label(sheet, row, LABELS_COLUMN, meta["rows"]["labels"], fields[0])
            for column in range(CELLS_COLUMN, CELLS_COLUMN + len(codes)):
                text = self._text(sheet, row, column, wanted(table), is_cell=True)
                place = column - CELLS_COLUMN + 1
                fields[place] = self._merged(sheet, row, column, fields[place], text)
        self._refuse_stray(sheet, CELLS_ROW + len(body) - 1, CELLS_COLUMN + len(codes) - 1)

    def _read_label(
        self, sheet: Worksheet, row: int, column: int, labels: dict[str, str], code: str
    ) -> None:
        """Take a changed label; a figure inside the row label has a column without one."""
        if code not in labels:
            return
        old = labels[code]
        new = self._merged(sheet, row, column, old, self._text(sheet, row, column, "a label"), True)
        if new != old:
            self.result.changes.append(f'{sheet["A1"].value} {code}: "{old}" is now "{new}"')
            labels[code] = new

    def _merged(
        self, sheet: Worksheet, row: int, column: int, old: str, new: str, may_change: bool = False
    ) -> str:
        """Return what a seed is to say, given what it says and what the workbook says."""
        if new == old or self.replace:
            return new
        if new and old and not may_change:
            expected = f'"{old}", which stands in the seed file'
            remedy = "mend one of the two, or let the workbook win with: warehouse import --replace"
            self._fault(sheet, (row, column), "book_overwrites", new, expected, remedy)
        return new if new and (may_change or not old) else old

    def _text(
        self, sheet: Worksheet, row: int, column: int, expected: str, *, is_cell: bool = False
    ) -> str:
        """Return what a cell says, as text; "" also for what is refused."""
        cell = sheet.cell(row, column)
        value = cell.value
        if cell.data_type in KINDS:
            shown = str(getattr(value, "text", value))
            wanted_kind = f"{expected}; {KINDS[cell.data_type]}"
            self._fault(sheet, (row, column), "book_value", shown, wanted_kind, AS_TEXT)
        elif isinstance(value, int | float):
            text = _written(value, cell.number_format)
            if text is not None:
                return text
            shown = _displayed(value, cell.number_format)
            self._fault(sheet, (row, column), "book_value", shown, expected, AS_TEXT)
        elif isinstance(value, str):
            if not strange_character(value) and not (is_cell and set(value) & {",", '"'}):
                return value
            without = f"{expected}; {'no comma or quote; ' if is_cell else ''}{COMMON}"
            self._fault(sheet, (row, column), "book_value", value, without, AS_TEXT)
        return ""

    def _check(self, sheet: Worksheet, row: int, column: int, code: str) -> None:
        """Refuse a code that was changed."""
        value = sheet.cell(row, column).value
        if str(value) != code:
            shown = None if value is None else str(value)
            self._fault(sheet, (row, column), "book_code", shown, f'the code "{code}"', STRUCTURE)

    def _refuse_stray(self, sheet: Worksheet, last_row: int, last_column: int) -> None:
        """Refuse what stands behind or below a table: it would be lost."""
        for row, column, value in _filled(sheet):
            if row > last_row or column > last_column:
                self._fault(
                    sheet,
                    (row, column),
                    "book_stray",
                    value,
                    "nothing outside the table",
                    "remove it; rows and columns are added in the seed files, after import",
                )

    def _fault(
        self,
        sheet: Worksheet | None,
        place: tuple[int, int] | None,
        rule: str,
        value: str | None,
        expected: str,
        remedy: str,
    ) -> None:
        file = self.book if sheet is None else f"{self.book}, sheet {sheet.title}"
        line, column = (None, None) if place is None else (place[0], get_column_letter(place[1]))
        self.result.faults.append(Fault(file, line, column, rule, value, expected, remedy))


def _filled(sheet: Worksheet) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of what a sheet says; a cell that is only bold says nothing."""
    # Only the cells that the file has: what is public makes all those between them as well.
    for (row, column), cell in sorted(sheet._cells.items()):
        if cell.value is not None:
            yield row, column, str(cell.value)


def _decimals(number_format: str) -> int:
    """Return how many decimals of a count are shown; those of a share are no thousands."""
    found = DECIMALS.search(number_format)
    return 0 if found is None or "%" in number_format else len(found[1])


def _displayed(value: float, number_format: str) -> str:
    decimals = _decimals(number_format)
    return f"{value:.{decimals}f}" if decimals else str(value)


def _written(value: float, number_format: str) -> str | None:
    """Return a number as it is printed, or None: 135.0 is 135, and 0.5 shown in percents is 50%.

    1 shown as 1.000 is none, for somebody typed a thousand as the report prints it.
    """
    if not abs(value) < MAX_NUMBER or _decimals(number_format):
        return None
    is_share = "%" in number_format
    shown = round(value * 100, 9) if is_share else value
    return f"{int(shown)}{'%' if is_share else ''}" if shown == int(shown) else None
