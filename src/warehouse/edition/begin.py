"""Begin a new edition: the seeds of an earlier one, years moved on, every figure left empty.

Decision: last year's numbers are never copied, nor what was said about them (`placements`, `notes`,
`page`, claims, corrections). How the tables hang together is carried over. An empty cell is refused
by the build, a stale figure would pass unseen.
"""

import re
from pathlib import Path
from typing import Any

from warehouse.edition.files import Edition, Table, read_edition, write_files
from warehouse.faults import InputRefused, WarehouseError
from warehouse.files import beside, settled
from warehouse.interrupt import whole
from warehouse.place import check_own
from warehouse.seeds.folder import before, year_of

YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
DROPPED = {"printed_number", "placements", "notes_nl", "notes_en"}
MOVED = ("heading_nl", "heading_en")
KEPT = {"publisher", "licence", "series_nl", "series_en"}


def new_edition(
    seeds: Path, code: str, like: str | None = None, book: Path | None = None
) -> Edition:
    """Write the folder of an empty edition, and the same as a workbook when `book` is given.

    It carries over the edition `like`, or the newest earlier one of its series, and returns what
    was written. Raises WarehouseError or InputRefused; then nothing was written.
    """
    check_own(seeds)
    like = _carried_edition(seeds, code, like)
    target = seeds / code
    if target.exists():
        message = f"{target} exists; fill that in, or remove it to begin again"
        raise WarehouseError(message)
    if book is not None:
        _check_book(book)
    _refuse_faults(seeds, like)
    edition = carry_over(read_edition(seeds, like), code)
    with beside(seeds) as folder:  # inside the seeds, a build would take it for an edition
        made = folder / code
        made.mkdir()
        write_files(made, edition.files())
        with whole():
            if book is not None:
                from warehouse.edition.workbook import write_book

                write_book(book, edition)
            try:
                made.rename(target)
            except OSError:
                if book is not None:
                    book.unlink()
                raise
    return edition


def _carried_edition(seeds: Path, code: str, like: str | None) -> str:
    """Return the edition to carry over."""
    year_of(code)
    if not seeds.is_dir():
        raise WarehouseError(f"there is no folder {seeds}; check the path")
    present = sorted(path.parent.name for path in seeds.glob("*/edition.yml"))
    there = f"{seeds} has {', '.join(present) or 'no edition'}"
    earlier = before(seeds, code)
    if like is None:
        if not earlier:
            raise WarehouseError(f"no edition before {code} to carry over; {there}")
        return earlier[-1]
    if like not in present:
        raise WarehouseError(f'no edition "{like}" to carry over; {there}')
    if like not in earlier:
        message = f"edition {code} must be later than {like}, which it carries over"
        raise WarehouseError(f"{message}, and of the same series")
    return like


def _check_book(book: Path) -> None:
    if book.suffix != ".xlsx":
        raise WarehouseError(f"{book} must end in .xlsx, or no spreadsheet program opens it")
    if book.exists():
        raise WarehouseError(f"{book} exists and may be filled in; move it, or choose another name")
    folder = settled(book).parent
    if not folder.is_dir():
        raise WarehouseError(f"there is no folder {folder}; make it first")


def _refuse_faults(seeds: Path, code: str) -> None:
    """Only a sound edition is carried over."""
    from warehouse.build.load import find_faults

    place = f"{seeds.name}/{code}/"
    faults = [fault for fault in find_faults(seeds) if fault.file.startswith(place)]
    if faults:
        raise InputRefused(faults)


def carry_over(old: Edition, code: str) -> Edition:
    """Return `old` as the edition `code`, with its years moved on and without any figure."""
    by = year_of(code) - year_of(old.code)
    fields = {key: value if key in KEPT else "" for key, value in old.fields.items()}
    fields["title"] = move_years(old.fields["title"], by)
    tables = [_carry_table(table, by) for table in old.tables]
    rules = _move_all(old.rules, by)
    return Edition(code, fields, old.sections, tables, rules, old.populations)


def _move_all(value: Any, by: int) -> Any:
    """Return nested mappings, lists and texts with every year in them moved on."""
    if isinstance(value, dict):
        return {key: _move_all(item, by) for key, item in value.items()}
    if isinstance(value, list):
        return [_move_all(item, by) for item in value]
    return move_years(value, by) if isinstance(value, str) else value


def move_years(text: str, by: int) -> str:
    """Return `text` with every year of four digits moved on."""
    return YEAR.sub(lambda year: str(int(year.group()) + by), text)


def _carry_table(table: Table, by: int) -> Table:
    meta = {key: value for key, value in table.meta.items() if key not in DROPPED}
    meta |= {key: move_years(meta[key], by) for key in MOVED}
    meta["page"] = ""
    if "year" in meta.get("fixed", {}):
        meta["fixed"] = meta["fixed"] | {"year": move_years(meta["fixed"]["year"], by)}
    if not table.lines:
        return Table(table.code, meta, [])
    rows, columns = table.meta["rows"]["dimensions"], table.meta["columns"]["dimensions"]
    meta["rows"] = _carry_headings(meta["rows"], by)
    meta["columns"] = _carry_headings(meta["columns"], by)
    (corner, *header), *body = table.lines
    lines = [[corner, *(_move_code(code, columns, by) for code in header)]]
    lines += [[_move_code(row[0], rows, by), *("" for _ in header)] for row in body]
    return Table(table.code, meta, lines)


def _carry_headings(headings: dict[str, Any], by: int) -> dict[str, Any]:
    """Move the years of codes, and of the labels that name them."""
    dimensions = headings["dimensions"]
    moved = dict(headings)
    if "in_label" in moved:
        moved["in_label"] = _move_code(moved["in_label"], dimensions, by)
    has_year = "year" in dimensions
    moved["labels"] = {
        _move_code(code, dimensions, by): move_years(label, by) if has_year else label
        for code, label in headings["labels"].items()
    }
    return moved


def _move_code(code: str, dimensions: list[str], by: int) -> str:
    """Return a heading's code, which has one part for each dimension, with its year moved on."""
    parts = zip(code.split("."), dimensions, strict=True)
    return ".".join(move_years(part, by) if name == "year" else part for part, name in parts)
