"""The commands that are interrupted: what each of them finds, and what it makes.

Decision: a command finds what an earlier run made of other figures, so that a mixture would show.
All of them work in one folder, which is as it was before the next one begins.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from openpyxl import load_workbook

from benchmarks.drawn import Drawn, draw
from tests.reliability.mutation import digest
from tests.reliability.versions import Version, file_digest, marker
from warehouse.edition.begin import new_edition
from warehouse.edition.workbook import CELLS_COLUMN, CELLS_ROW
from warehouse.excel import sheet_title

TABLE = "victims_by_sex"
STATEMENT = "select count(*) from range(30000000) as t(x) where x % 7 = 3"
FILE, OTHER = "warehouse.duckdb", "other.duckdb"
BACK = "back.duckdb"
ENDINGS = ("", ".1", ".undone", ".kept", ".lock")


def _nothing(_: Path) -> None:
    """Put nothing there."""


@dataclass(frozen=True)
class Case:
    """The words of a command, what it may change, and how what it finds there was made.

    It finds what `needs` puts there, and then what the command `found` makes. `is_told` says that
    nothing has changed where it says so. One that is endless ends with the interrupt, and well.
    """

    name: str
    words: tuple[str, ...]
    makes: tuple[str, ...] = ()
    needs: Callable[[Path], object] = _nothing
    found: tuple[str, ...] = ()
    given: str = ""
    is_told: bool = False
    is_endless: bool = False


def _of(database: str, *words: str) -> tuple[str, ...]:
    return (*words, "--database", database)


def _kept(database: str) -> tuple[str, ...]:
    return tuple(database + ending for ending in ENDINGS)


def _report(folder: Path) -> None:
    _begin(folder)
    rows = [("man", ["1", "2", "3", "4", "5"]), ("vrouw", ["6", "7", "8", "9", "10"])]
    years = [str(year) for year in range(2019, 2024)]
    draw(folder / "report.pdf", [Drawn("geslacht, per jaar algemeen", years, rows)])


def _book(folder: Path) -> None:
    book = _begin(folder)
    filled = load_workbook(book)
    filled[sheet_title(TABLE)].cell(CELLS_ROW, CELLS_COLUMN, 12)
    filled.save(book)


def _begin(folder: Path) -> Path:
    """Begin an edition if there is none, and return its workbook."""
    book = folder / "2023.xlsx"
    if not book.exists():
        new_edition(folder / "seeds", "2023", book=book)
    return book


def _site(folder: Path) -> None:
    (folder / "served").mkdir()
    (folder / "served" / "index.html").touch()


EXPORT = ("export", TABLE, "--format", "csv", "--force", "--output", "made.csv")
STAR = ("export", "star", "--format", "datapackage", "--force", "--output", "star")
PLOT = ("plot", TABLE, "--output", "chart.svg")
ASKED = ("query", f"from mart.{TABLE}", "--format", "csv", "--output", "asked.csv")
READ = ("read", "report.pdf", "--edition", "2023")
SITE = ("site", "--out", "public", "--without-sql")
BUILD = ("build", "--keep", "1", "--seeds")
CASES = (
    Case("build", (*BUILD, "others"), _kept(FILE), is_told=True),
    Case("query", ("query", STATEMENT)),
    Case(
        "export of a file",
        EXPORT,
        ("made.csv", "made.csv-metadata.json"),
        found=_of(OTHER, *EXPORT),
    ),
    Case("site", SITE, ("public",), found=_of(OTHER, *SITE), is_told=True),
    Case("read", (*READ, "--seeds", "seeds"), ("seeds",), needs=_report),
    Case("audit", ("audit",)),
    Case("shell", ("shell",), given=f"{STATEMENT};\n" * 3),
    Case("serve", ("serve", "--site", "served", "--port", "0"), needs=_site, is_endless=True),
    Case("plot", PLOT, ("chart.svg",), found=_of(OTHER, *PLOT)),
    Case("import", ("import", "2023.xlsx", "--seeds", "seeds"), ("seeds",), needs=_book),
    Case("export of a folder", STAR, ("star",), found=_of(OTHER, *STAR)),
    Case("check", ("check", "--edition", "2022", "--seeds", "others")),
    Case(
        "new-edition",
        ("new-edition", "2023", "--seeds", "others", "--xlsx", "new.xlsx"),
        ("others", "new.xlsx"),
    ),
    Case("diff", ("diff", OTHER, FILE)),
    Case("query to a file", ASKED, ("asked.csv",), found=_of(OTHER, *ASKED)),
    Case(
        "rollback",
        _of(BACK, "rollback"),
        _kept(BACK),
        found=_of(BACK, *BUILD, "others"),
        is_told=True,
    ),
    Case("claims", ("claims",)),
    Case("findings", ("findings",)),
    Case("show", ("show", TABLE)),
    Case("tables", ("tables",)),
)


def furnish(folder: Path, versions: tuple[Version, Version]) -> None:
    """Put into an empty folder what most of the commands work on."""
    one, other = versions
    for name in (FILE, BACK):
        shutil.copyfile(one.file, folder / name)
    shutil.copyfile(other.file, folder / OTHER)
    shutil.copytree(one.seeds, folder / "seeds")
    shutil.copytree(other.seeds, folder / "others")


def state(folder: Path, case: Case) -> list[object]:
    """Return what distinguishes what a command made from what it found."""
    return [_state(folder / name) for name in case.makes if not name.endswith((".kept", ".lock"))]


def _state(path: Path) -> object:
    if path.is_dir():
        return digest(path)
    if path.name.startswith((FILE, BACK)) and path.exists():
        with duckdb.connect(str(path), read_only=True) as connection:
            return marker(connection)
    return (
        path.exists() if path.suffix == ".xlsx" else file_digest(path)
    )  # it says when it was made


@contextmanager
def restored(folder: Path, case: Case, aside: Path) -> Iterator[None]:
    """Put what a command may change back as it was."""
    for name in case.makes:
        _copy(folder / name, aside / name)
    yield
    for name in case.makes:
        _copy(aside / name, folder / name)


def _copy(path: Path, target: Path) -> None:
    """Let a path be what another one is, with its times: by them a build knows its own files."""
    if target.is_dir():
        shutil.rmtree(target)
    target.unlink(missing_ok=True)
    if path.is_dir():
        shutil.copytree(path, target)
    elif path.exists():
        shutil.copy2(path, target)
