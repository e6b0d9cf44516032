"""Only files that the build itself made and recorded are moved or deleted.

Each case is a file that a person made under a name that a build might take for its own. The steps
of publication are taken by themselves: what is published is text, so that hundreds of them cost
nothing.
"""

import os
import shutil
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from filelock import FileLock

from warehouse.build import kept, publish
from warehouse.build.publish import lock, replacement, rollback
from warehouse.faults import WarehouseError

NUMBERS = count(1)
ENDINGS = (
    *("1", "2", "3", "7", "2022", "01", "0", "x", "1.2", "undone", "undone.1", "wal.old", "old"),
    *("building", "building.wal", "lock.holder", "new", "kept.new", "tmp", "bak"),
)
MAKE: dict[str, Callable[[Path, Path], object]] = {
    "a copy": shutil.copyfile,
    "a copy of the same time": shutil.copy2,
    "a file of its own": lambda _, name: name.write_text("mine"),
    "a link": lambda _, name: name.symlink_to("mine"),
    "a folder": lambda _, name: shutil.copytree(Path(__file__).parent / "clients", name),
}


def quiet(step: str) -> None:
    """Say nothing of a step."""


def publish_next(target: Path, keep: int = 3) -> None:
    """Publish a number that was never published before."""
    with lock(target, 0, quiet), replacement(target, keep) as made:
        made.write_text(str(next(NUMBERS)))


def seen(path: Path) -> object:
    if path.is_symlink():
        return path.readlink()
    return sorted(path.iterdir()) if path.is_dir() else path.read_text()


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a target with three older files; texts pass for warehouses here."""
    monkeypatch.setattr(publish, "inspect", lambda path: None)
    path = tmp_path / "warehouse.duckdb"
    for _ in range(4):
        publish_next(path)
    return path


@pytest.mark.parametrize("make", MAKE)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_a_person_put_beside_the_target_stays(target: Path, ending: str, make: str) -> None:
    mine = kept.beside(target, ending)
    mine.unlink(missing_ok=True)  # an older file that a person removed
    MAKE[make](target, mine)
    before = seen(mine)
    for keep in (3, 2, 5, 0, 3, 3):
        publish_next(target, keep)
        assert seen(mine) == before
    for _ in range(2):
        with lock(target, 0, quiet):
            rollback(target)
        assert seen(mine) == before
    left = len(list(target.parent.glob(".warehouse.*")))
    assert left == 0


@pytest.mark.parametrize("keep", [0, 1, 2, 4])
def test_as_many_older_files_stay_as_were_asked_for(target: Path, keep: int) -> None:
    kept.beside(target, "2022").write_text("mine")
    for _ in range(6):
        publish_next(target, keep)
    newest = int(target.read_text())
    older = [path for path in target.parent.iterdir() if path.suffix[1:].isdecimal()]
    assert sorted(path.read_text() for path in older) == sorted(
        ["mine", *(str(newest - number) for number in range(1, keep + 1))]
    )


def test_going_back_takes_the_newest_file_of_the_build(target: Path) -> None:
    newest = int(target.read_text())
    (mine := kept.beside(target, "1")).unlink()
    mine.write_text("mine")
    with lock(target, 0, quiet):
        rollback(target)
    assert int(target.read_text()) == newest - 2
    for _ in range(1):
        with lock(target, 0, quiet):
            rollback(target)
    with lock(target, 0, quiet), pytest.raises(WarehouseError, match="no older file"):
        rollback(target)
    assert mine.read_text() == "mine"


def test_an_older_file_that_a_person_wrote_to_is_a_persons(target: Path) -> None:
    changed = kept.beside(target, "2")
    changed.chmod(0o600)
    changed.write_text("my work of a year")
    for _ in range(5):
        publish_next(target, 1)
    assert changed.read_text() == "my work of a year"


@pytest.mark.parametrize("name", ["kept", "lock"])
def test_a_persons_record_or_lock_is_refused(tmp_path: Path, name: str) -> None:
    target = tmp_path / "warehouse.duckdb"
    mine = kept.beside(target, name)
    mine.write_text("mine")
    with pytest.raises(WarehouseError, match="move it away"):
        publish_next(target)
    assert mine.read_text() == "mine"


def test_a_record_that_was_cut_short_is_read(target: Path) -> None:
    path = kept.beside(target, "kept")
    path.write_text(path.read_text() + '["warehouse.du')
    publish_next(target)
    publish_next(target)
    assert len(kept.Record(target).older()) == 3


def test_a_folder_that_cannot_be_synced_is_no_failure(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    before = int(target.read_text())
    publish_next(target)
    assert int(target.read_text()) > before


@pytest.mark.parametrize("call", ["fsync", "link", "replace", "unlink", "mkdir"])
def test_what_fails_behind_the_rename_is_no_failure_and_before_it_is_told(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Every call fails once: a failure is told exactly when the target is as it was."""
    for number in range(30):
        before = target.read_text()
        with monkeypatch.context() as patched:
            patched.setattr(os, call, failing(getattr(os, call), number))
            try:
                publish_next(target)
            except WarehouseError as error:
                assert "as it was" in str(error)
                assert target.read_text() == before
            else:
                assert target.read_text() != before
    publish_next(target)


def failing(real: Callable[..., object], number: int) -> Callable[..., object]:
    """Return a function that fails when it is called for the nth time, counted from zero."""
    calls = count()

    def call(*given: object, **named: object) -> object:
        if next(calls) == number:
            raise OSError(5, "Input/output error")
        return real(*given, **named)

    return call


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002])
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_who_may_read_the_published_file_stays(target: Path, umask: int, mode: int) -> None:
    target.chmod(mode)
    before = os.umask(umask)
    try:
        publish_next(target)
        assert stat.S_IMODE(target.stat().st_mode) == mode & 0o444
        with lock(target, 0, quiet):
            rollback(target)
        assert stat.S_IMODE(target.stat().st_mode) == mode & 0o444
    finally:
        os.umask(before)


@pytest.mark.parametrize("folder_mode", [0o700, 0o755, 0o775, 0o777])
def test_who_may_write_to_the_folder_may_take_the_lock(tmp_path: Path, folder_mode: int) -> None:
    tmp_path.chmod(folder_mode)
    target = tmp_path / "warehouse.duckdb"
    before = os.umask(0o077)
    try:
        publish_next(target)
        publish_next(target)
    finally:
        os.umask(before)
    for ending in ("lock", "kept"):
        mode = stat.S_IMODE(kept.beside(target, ending).stat().st_mode)
        assert mode == folder_mode & 0o666, ending


def test_a_disk_without_locks_waits_for_nobody_that_is_gone(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def flock(handle: int, how: int) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", flock)
    assert kept.beside(target, "lock").exists()
    before = target.read_text()
    publish_next(target)
    assert target.read_text() != before
    with lock(target, 0, quiet), pytest.raises(WarehouseError, match="is working on"):
        publish_next(target)
    publish_next(target)
    assert not kept.beside(target, "lock.soft").exists()


def test_a_lock_is_held(target: Path) -> None:
    with (
        FileLock(kept.beside(target, "lock")),
        pytest.raises(WarehouseError, match="is working on"),
        lock(target, 0, quiet),
    ):
        pass


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_target_that_is_no_file_is_a_clear_error(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "pipe"
    os.mkfifo(target)
    if kind == "device":
        target = Path(os.devnull)
    with pytest.raises(WarehouseError, match="is a pipe or device; name a file"):
        publish_next(target)
