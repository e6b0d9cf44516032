"""Read a report into the seeds of one edition: find, know, write, and account for every figure.

Decision: everything is read and proved before anything is written. What fills the seeds, what is
proposed and what a person has to look at are one result, so that the command only prints it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.edition.files import Edition, dump_yaml, read_edition
from warehouse.edition.files import Table as Seed
from warehouse.faults import InputRefused, WarehouseError
from warehouse.files import beside
from warehouse.place import check_own
from warehouse.report.account import Account, account, account_text
from warehouse.report.carry import CLAIMS, Carried, carry, read_claims
from warehouse.report.figure import YEARS
from warehouse.report.find import tables
from warehouse.report.grid import Table
from warehouse.report.known import Filling, recognise
from warehouse.report.labels import Codes
from warehouse.report.page import as_text
from warehouse.report.place import place
from warehouse.report.propose import instead_of, new_line, propose
from warehouse.report.reader import Reader
from warehouse.report.rules import broken, comparisons, shares
from warehouse.report.said import statements
from warehouse.report.textlayer import regions
from warehouse.report.write import emptied, fill, put
from warehouse.seeds.folder import before, year_of

MOST_TEXT = 2_000_000  # bytes
FIELDS = (
    *(
        "title",
        "publisher",
        "published_year",
        "source_file",
        "source_sha256",
        "licence",
        "citation",
        "series_nl",
        "series_en",
    ),
)


@dataclass
class Reading:
    """What was read: what was found, fills seeds, is proposed, and has to be looked at.

    `instead` tells of a proposed table which one of the edition it may be, with other rows.
    """

    edition: Edition
    found: list[Table]
    fillings: list[Filling]
    proposed: list[Seed] = field(default_factory=list)
    instead: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    accounted: Account | None = None
    filled: int = 0
    files: list[str] = field(default_factory=list)


def read_pdf(
    path: Path,
    seeds: Path,
    code: str,
    pages: Sequence[int] | None = None,
    only: str | None = None,
    *,
    replace: bool = False,
) -> Reading:
    """Read the tables of a PDF into the seeds of edition `code`, and return what was read.

    `pages` are those to read, all when not given; `only` is the one table of the edition to fill.
    Raises WarehouseError or InputRefused; then nothing was written.
    """
    edition = _edition(seeds, code)
    with Reader(path) as reader:
        read = reader.pages(pages)
    headings = [table.meta["heading_nl"] for table in edition.tables]
    found = tables(read, headings)
    if not found:
        where = "on these pages" if pages else "in it"
        raise WarehouseError(f"{path.name}: no table was found {where}; are these the right pages?")
    known = [table for table in edition.tables if only in (None, table.code)]
    if only is not None and not known:
        raise WarehouseError(f'edition {code} has no table "{only}"')
    fillings, said = recognise(found, known)
    if known and not fillings:
        raise WarehouseError(_nothing_known(path, code, only, found))
    reading = Reading(edition, found, fillings, said=said, accounted=account(read, found))
    codes = _codes(seeds)
    seeds_by_code = {table.code: table for table in known}
    for filling in fillings:
        for label, figures in filling.new:
            line = new_line(label, figures, seeds_by_code[filling.code], codes)
            filling.said.append(f'new row: "{label}": {line}')
    if only is None:
        reading.proposed = _proposals(found, fillings, edition, codes)
        filled = {filling.code for filling in fillings}
        left = [table for table in known if table.code not in filled]
        some = {one.code: instead_of(one, left) for one in reading.proposed}
        reading.instead = {code: table for code, table in some.items() if table}
    _write(reading, seeds, replace=replace)
    return reading


def read_text(
    path: Path, seeds: Path, code: str, only: str | None = None, *, replace: bool = False
) -> Reading:
    """Read the tables of a text that lost its drawing into the seeds of edition `code`.

    The edition must have been begun, for a text does not show what its tables are. Raises
    WarehouseError or InputRefused; then nothing was written.
    """
    edition = _edition(seeds, code)
    if not edition.tables:
        raise WarehouseError(f"begin edition {code} first: warehouse new-edition {code}")
    known = [table for table in edition.tables if only in (None, table.code)]
    text = _text(path)
    found = regions(text, known)
    if not found:
        message = f"{path.name}: no table of edition {code} was found; is it the right report?"
        raise WarehouseError(message)
    distrusted = _broken_before(seeds, code)
    compared = [one for one in comparisons(edition) if one.rule not in distrusted]
    compared += statements(edition, read_claims(seeds, code))
    fillings, said = place(found, compared, shares(edition))
    there = {seed.code for region in found for seed in region.tables}
    said += [f"{t.code}: not found in the text" for t in known if t.lines and t.code not in there]
    reading = Reading(edition, [], fillings, said=said, accounted=account_text(text, found))
    _write(reading, seeds, replace=replace)
    return reading


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MOST_TEXT:
            raise WarehouseError(f"{path.name} is larger than {MOST_TEXT:,} bytes; no report is")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise WarehouseError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WarehouseError(f"{path.name} is no text in UTF-8; save it as that") from error


def _broken_before(seeds: Path, code: str) -> set[str]:
    """Return the rules that the newest earlier edition broke."""
    earlier = before(seeds, code)
    return broken(read_edition(seeds, earlier[-1])) if earlier else set()


def read_sentences(
    path: Path, last: Path, seeds: Path, code: str, *, accept: bool = False
) -> Carried:
    """Return what last year's claims become in this report; write them when that is accepted.

    `last` is the report that the newest earlier edition was transcribed from. Raises WarehouseError
    when it is another one, or when the edition has claims already; then nothing was written.
    """
    earlier = before(seeds, code, CLAIMS)
    if not earlier:
        raise WarehouseError(f"no edition before {code} has claims to carry over")
    wanted = read_edition(seeds, earlier[-1]).fields["source_sha256"]
    if hashlib.sha256(last.read_bytes()).hexdigest() != wanted:
        message = f"{last.name} is not the report that edition {earlier[-1]} was transcribed from"
        raise WarehouseError(f"{message}; its SHA-256 should be {wanted[:12]}…")
    said, by = read_claims(seeds, earlier[-1]), year_of(code) - year_of(earlier[-1])
    carried = carry(report_text(last), report_text(path), said, by)
    if accept:
        check_own(seeds)
        target = seeds / code / CLAIMS
        if target.exists():
            raise WarehouseError(f"{target} exists; what was carried over would replace it")
        if not target.parent.is_dir():
            raise WarehouseError(f"begin edition {code} first: warehouse new-edition {code}")
        with beside(seeds) as folder:
            (folder / CLAIMS).write_text(dump_yaml(carried.text()), encoding="utf-8")
            (folder / CLAIMS).replace(target)
    return carried


def report_text(path: Path) -> str:
    """Return the text of a report, a PDF or a text."""
    if path.suffix == ".txt":
        return _text(path)
    with Reader(path) as reader:
        return as_text(reader.pages())


def _nothing_known(path: Path, code: str, only: str | None, found: Sequence[Table]) -> str:
    """Say that no table is one of the edition, and which years were printed instead."""
    labels = [column.label for table in found for column in table.columns]
    years = sorted({label for label in labels if YEARS.fullmatch(label)})
    printed = f"the tables there print {years[0]} to {years[-1]}" if years else "other tables do"
    what = f"table {only}" if only else "no table"
    return f"{path.name}: {what} of edition {code} was {'not ' if only else ''}found; {printed}"


def _edition(seeds: Path, code: str) -> Edition:
    """Return the edition to fill as it stands; an empty one when nobody began it."""
    check_own(seeds)
    year_of(code)
    if (seeds / code / "edition.yml").is_file():
        return read_edition(seeds, code)
    return Edition(code, dict.fromkeys(FIELDS, ""), {}, [])


def _codes(seeds: Path) -> Codes:
    present = sorted(path.parent.name for path in seeds.glob("*/edition.yml"))
    editions = {}
    for code in present:
        try:
            editions[code] = read_edition(seeds, code)
        except InputRefused:
            continue  # an edition that is being filled in knows no labels yet
    return Codes(seeds, editions)


def _proposals(
    found: Iterable[Table], fillings: Iterable[Filling], edition: Edition, codes: Codes
) -> list[Seed]:
    """Return seeds for the tables that nothing recognised."""
    known = {box for filling in fillings for box in filling.boxes}
    present = {table.code for table in edition.tables}
    order = len(edition.tables) + 1
    made: list[Seed] = []
    for table in found:
        if table.boxes[0] not in known:
            new = [one for one in propose(table, codes, order) if one.code not in present]
            made += new
            order += len(new)
    return made


def _write(reading: Reading, seeds: Path, *, replace: bool) -> None:
    edition = reading.edition
    filed = edition.files() if (seeds / edition.code / "edition.yml").is_file() else {}
    folder = f"{seeds.name}/{edition.code}"
    written = fill(edition, reading.fillings, folder)
    if written.differences:
        if not replace:
            raise InputRefused(written.differences)
        reading.said += [f"replaced: {fault}" for fault in written.differences]
        written = fill(emptied(edition, written.differences), reading.fillings, folder)
    made = written.edition
    made.tables.extend(reading.proposed)
    reading.filled = written.filled
    reading.files = put(made, filed, seeds)
    reading.edition = made
