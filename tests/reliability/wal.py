"""A write-ahead log that somebody else left beside the published file.

Decision: each log is a real one, written by DuckDB, or rubbish. After the next publication the
file must open and hold what was built; a table that stands in the log must not appear in it.
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb

from tests.reliability.figures import Figures
from tests.reliability.kill import outcome_of
from tests.reliability.versions import Version
from warehouse.build.build import build
from warehouse.faults import WarehouseError

GHOST = "ghost"
Leave = Callable[[Path, Path], None]


def log_of(path: Path, log: Path, **config: Any) -> None:
    """Write to a DuckDB file and let the change stay in its log; put the log at `log`."""
    with duckdb.connect(str(path), config=config) as connection:
        connection.execute(
            "set checkpoint_threshold = '1GB'; pragma disable_checkpoint_on_shutdown"
        )
        connection.execute(f"create table {GHOST} as select 1 as figure")
    written = path.with_name(f"{path.name}.wal")
    if written != log:
        shutil.move(written, log)


def of_old_file(target: Path, log: Path) -> None:
    """The log of somebody who wrote into the published file."""
    log_of(target, log)


def of_copy(target: Path, log: Path) -> None:
    """The log of a copy of the published file."""
    copy = Path(shutil.copyfile(target, target.with_name("copy.duckdb")))
    log_of(copy, log)
    copy.unlink()


def of_other_file(target: Path, log: Path) -> None:
    """The log of a file that has nothing to do with the warehouse."""
    other = target.with_name("other.duckdb")
    log_of(other, log)
    other.unlink()


def of_old_storage(target: Path, log: Path) -> None:
    """The log of a file of an old storage version, which DuckDB replays without a check."""
    other = target.with_name("other.duckdb")
    log_of(other, log, storage_compatibility_version="v1.0.0")
    other.unlink()


def rubbish(target: Path, log: Path) -> None:
    """Bytes that are no log."""
    log.write_bytes(bytes(range(256)) * 64)


def empty(target: Path, log: Path) -> None:
    """An empty log."""
    log.touch()


LOGS: tuple[Leave, ...] = (*(of_old_file, of_copy, of_other_file, of_old_storage, rubbish, empty),)


def stray_logs(
    folder: Path, versions: tuple[Version, Version], logs: Sequence[Leave] = LOGS
) -> Figures:
    """Leave each log beside the published file, then publish new seeds, and the same again."""
    zero = ("not wholly the new file", "log left beside the file", "failed publications")
    figures = Figures("Stray write-ahead log", must_be_zero=zero)
    for leave in logs:
        for after in (1, 0):  # new seeds; the same seeds as those of the published file
            target = folder / leave.__name__ / f"{after}" / "warehouse.duckdb"
            target.parent.mkdir(parents=True)
            shutil.copyfile(versions[0].file, target)
            log = target.with_name(f"{target.name}.wal")
            leave(target, log)
            figures.add("logs left beside a published file")
            _publish(target, versions[after].seeds, figures)
            if log.exists():
                figures.add("log left beside the file")
                figures.notes.append(f"{leave.__name__}, {after}")
            outcome = outcome_of(target, "", versions[after].contents)
            figures.add("wholly the new file" if outcome == "wholly new" else zero[0])
            if outcome != "wholly new":
                figures.notes.append(f"{leave.__name__}, {after}: {outcome}")
    return figures


def _publish(target: Path, seeds: Path, figures: Figures) -> None:
    try:
        build(target, seeds, lambda step: None, discard=True)
    except WarehouseError as error:
        figures.add("failed publications")
        figures.notes.append(str(error))
