"""What all tests share: the seeds of edition 2022 and what is built from them, made once.

Decision: tests may run in several processes. What takes long to make is made by the first one that
needs it; the others wait and read the same.
"""

import gc
import hashlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock

from tests.editions import (
    EARLIER,
    KNOWN,
    PRESENT,
    few_tables,
    one_edition,
    publications,
    two_editions,
    with_monitors,
)
from tests.reliability.versions import Version, make_versions
from tests.site_reader import Page, pages_of
from warehouse import interrupt
from warehouse.build import build as building
from warehouse.build import scale
from warehouse.build.build import build
from warehouse.export.write import write
from warehouse.place import SEEDS
from warehouse.seeds import folder as seeds_folder
from warehouse.seeds.yamltext import read_yaml
from warehouse.site.write import write as write_site

# What is started in the background ignores Ctrl-C, under nohup also the end of a terminal, and so
# would all it starts; some tests send them.
for number in interrupt.SIGNALS:
    signal.signal(number, signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
# Most files of seeds are in every test as they were in those before.
vars(seeds_folder)["read_yaml"] = cache(read_yaml)
# What is imported stays, so there is nothing to look for while it is.
gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was imported out of every search for garbage."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_unconfigure() -> None:
    """Leave no copies behind, and nothing that keeps DuckDB's types alive after DuckDB's module.

    Hypothesis gives the garbage collector a callback, which outlives every module. Its module names
    pytest as its loader, and that the fixtures with the types of their arguments. The binding of
    DuckDB, nanobind, reported all of them as leaks.
    """
    copies.cleanup()
    gc.unfreeze()
    gc.callbacks[:] = [one for one in gc.callbacks if not one.__module__.startswith("hypothesis")]


connect = duckdb.connect
SHARED = "once-"
held: dict[tuple[str, str], duckdb.DuckDBPyConnection] = {}
copies = tempfile.TemporaryDirectory()


def connect_once(
    database: str = ":memory:", read_only: bool = False, config: dict[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a shared warehouse once in a process: opening takes longer than most questions do.

    What is held open is a copy, so that the shared one can be opened with other settings.
    """
    folder = next((part for part in Path(database).parts if part.startswith(SHARED)), None)
    settled = config is None or "lock_configuration" in config
    if not (read_only and folder and settled):
        return connect(database, read_only, config or {})
    key = (database, repr(config))
    if key not in held:
        copy = Path(tempfile.mkdtemp(dir=copies.name)) / Path(database).name
        shutil.copyfile(database, copy)
        held[key] = connect(str(copy), True, config or {})
    return held[key].cursor()


vars(duckdb)["connect"] = connect_once


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """Leave interrupts as they were: a command that is run in this process takes it over."""
    before = [(number, signal.getsignal(number)) for number in interrupt.SIGNALS]
    unraisable = sys.unraisablehook
    yield
    for number, handler in before:
        signal.signal(number, handler)
    sys.unraisablehook = unraisable
    interrupt.heard.clear()


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a function that fills a folder once for all processes, for reading only."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def once(name: str, fill: Callable[[Path], object]) -> Path:
        folder = shared / f"{SHARED}{name}"
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                half = folder.with_suffix(".half")
                half.mkdir()
                fill(half)
                half.rename(folder)
        return folder

    return once


@pytest.fixture(scope="session")
def known_seeds(once: Once) -> Path:
    """Return the seeds with edition 2022 only; who spoils them takes `seeds`."""
    return once("seeds", lambda folder: one_edition(folder / "seeds")) / "seeds"


@pytest.fixture(scope="session")
def database(once: Once, known_seeds: Path) -> Path:
    """Return the path of a warehouse with edition 2022 only."""

    def fill(folder: Path) -> None:
        build(folder / "warehouse.duckdb", known_seeds, lambda step: None)

    return once("warehouse", fill) / "warehouse.duckdb"


@pytest.fixture(scope="session")
def every_edition(once: Once) -> Path:
    """Return the path of a warehouse with every edition of the project."""
    folder = once("every", lambda made: build(made / "every.duckdb", SEEDS, lambda step: None))
    return folder / "every.duckdb"


@pytest.fixture(scope="session")
def through_the_years(request: pytest.FixtureRequest, once: Once) -> Path:
    """Return the path of a warehouse with edition 2022 and the earlier publications."""
    if set(PRESENT) == {KNOWN.name, *EARLIER}:
        made: Path = request.getfixturevalue("every_edition")
        return made

    def fill(folder: Path) -> None:
        build(folder / "years.duckdb", publications(folder / "seeds"), lambda step: None)

    return once("years", fill) / "years.duckdb"


@pytest.fixture(scope="session")
def few(once: Once) -> Path:
    """Return the path of a warehouse with a few tables, for whom it does not matter which."""

    def fill(folder: Path) -> None:
        build(folder / "few.duckdb", few_tables(folder / "seeds"), lambda step: None)

    return once("few", fill) / "few.duckdb"


@pytest.fixture(scope="session")
def two(once: Once) -> Path:
    """Return the path of a warehouse with edition 2022 and the invented one."""

    def fill(folder: Path) -> None:
        seeds = two_editions(folder / "seeds")
        build(folder / "two.duckdb", seeds, lambda step: None)

    return once("two", fill) / "two.duckdb"


@pytest.fixture(scope="session")
def site(two: Path, once: Once) -> Path:
    """Return the folder of the web site of that warehouse, without its SQL page."""

    def fill(folder: Path) -> None:
        write_site(two, folder / "public", lambda step: None, with_sql=False)

    return once("site", fill) / "public"


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Return the pages of that site by their paths."""
    return pages_of(site)


@pytest.fixture
def both(two: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a read-only connection to the warehouse with both editions."""
    with duckdb.connect(str(two), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def monitors(once: Once) -> Path:
    """Return the path of a warehouse with a few tables of edition 2022 and invented monitors."""

    def fill(folder: Path) -> None:
        seeds = with_monitors(folder / "seeds")
        build(folder / "monitors.duckdb", seeds, lambda step: None)

    return once("monitors", fill) / "monitors.duckdb"


@pytest.fixture(scope="session")
def versions(once: Once) -> tuple[Version, Version]:
    """Return version 1 and 2 of an edition of a few tables, with their files."""
    folder = once("versions", lambda folder: make_versions(folder, few_tables))
    return Version(folder / "a"), Version(folder / "b")


@pytest.fixture(scope="session")
def sdmx(once: Once, two: Path) -> Path:
    """Return the folder with the marts of that warehouse in SDMX, which takes long to write."""
    return once("sdmx", lambda folder: write(two, "marts", "sdmx-csv", folder / "it")) / "it"


@pytest.fixture(scope="session")
def large(once: Once, known_seeds: Path) -> Path:
    """Return the path of a warehouse with edition 2022 only, built as if it were large."""

    def fill(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(scale, "SMALL_UP_TO", 100)
            build(folder / "large.duckdb", known_seeds, lambda step: None)

    return once("large", fill) / "large.duckdb"


@pytest.fixture
def made_once(once: Once, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a build of the same inputs be made once: for tests of what happens around it."""
    make = building.make

    def copied(
        database: Path,
        seeds: Path,
        inputs: dict[str, str],
        progress: building.Progress,
        memory: str | None = None,
    ) -> str:
        def fill(folder: Path) -> None:
            said = make(folder / "made.duckdb", seeds, inputs, progress, memory)
            (folder / "said").write_text(said, encoding="utf-8")

        digest = hashlib.sha256(repr((sorted(inputs.items()), memory)).encode()).hexdigest()
        folder = once(f"made-{digest}", fill)
        shutil.copyfile(folder / "made.duckdb", database)
        return (folder / "said").read_text(encoding="utf-8")

    monkeypatch.setattr(building, "make", copied)


@pytest.fixture
def warehouse(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a read-only connection to the warehouse with edition 2022 only."""
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def writable(
    database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a copy of that warehouse; whoever writes rolls back."""
    path = tmp_path_factory.mktemp("writable") / "warehouse.duckdb"
    path.write_bytes(database.read_bytes())
    with duckdb.connect(str(path)) as connection:
        yield connection


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return seeds with edition 2022 only that a test may spoil."""
    return one_edition(tmp_path / "seeds")
