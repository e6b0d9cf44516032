"""Nobody locks others out: the published file cannot be opened for writing, and is still replaced.

A superuser may write to any file, so all of it happens as another user.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.editions import few_tables
from warehouse.build.build import build
from warehouse.build.publish import lock, rollback
from warehouse.faults import WarehouseError

NOBODY = 65534


def quiet(step: str) -> None:
    """Say nothing of a step."""


@pytest.fixture
def target(few: Path) -> Iterator[Path]:
    """Return a published file in a folder of another user's, as whom the test goes on."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seeds = few_tables(folder / "seeds")
        shutil.copyfile(few, folder / "warehouse.duckdb")
        (folder / "warehouse.duckdb").chmod(0o444)
        is_superuser = os.geteuid() == 0
        if is_superuser:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
            os.setegid(NOBODY)
            os.seteuid(NOBODY)
        try:
            text = seeds / "2022" / "victims_by_sex.csv"
            text.write_text(text.read_text().replace("250", "251", 1))
            build(folder / "warehouse.duckdb", seeds, quiet, keep=2)
            yield folder / "warehouse.duckdb"
        finally:
            if is_superuser:
                os.seteuid(0)
                os.setegid(0)


def modes(target: Path) -> set[str]:
    """Return the modes of the published file and of those that were kept, as `ls` shows them."""
    paths = [target, *target.parent.glob("warehouse.duckdb.[0-9]*")]
    return {stat.filemode(path.stat().st_mode) for path in paths}


def test_who_opens_it_for_writing_fails_at_once_and_locks_nobody_out(target: Path) -> None:
    assert stat.S_IMODE(target.stat().st_mode) & 0o222 == 0
    with pytest.raises(duckdb.Error, match="Permission denied"):
        duckdb.connect(str(target))
    query = "select count(*) > 0 from mart.victims_by_sex"
    with (
        duckdb.connect(str(target), read_only=True) as one,
        pytest.raises(duckdb.Error),
        duckdb.connect() as other,
    ):
        assert one.execute(query).fetchone() == (True,)
        other.execute(f"attach '{target}' as figures")
    with duckdb.connect() as other:
        other.execute(f"attach '{target}' as figures (read_only)")
        assert other.execute(query.replace("mart.", "figures.mart.")).fetchone() == (True,)


def test_it_is_built_again_and_put_back(target: Path) -> None:
    seeds = target.parent / "seeds"
    text = seeds / "2022" / "victims_by_sex.csv"
    text.write_text(text.read_text().replace("251", "252", 1))
    assert build(target, seeds, quiet, keep=2) is not None
    assert modes(target) == {"-r--r--r--"}
    with lock(target, 0, quiet):
        undone = rollback(target)
    assert stat.filemode(undone.stat().st_mode) == "-r--r--r--"
    assert modes(target) == {"-r--r--r--"}
    with lock(target, 0, quiet):
        rollback(target)
    assert modes(target) == {"-r--r--r--"}
    with lock(target, 0, quiet), pytest.raises(WarehouseError, match="no older file"):
        rollback(target)
