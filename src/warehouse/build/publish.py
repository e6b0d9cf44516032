"""Replace the published file in one step, so that readers see the old or the new one.

Decision: the new file is built beside the target under a lock, verified, closed and synced, and
takes the target's place by one rename. An open reader keeps the file it has; the next one gets
the new file. A write-ahead log beside the target belongs to the old file and is moved aside first,
because DuckDB would refuse to open the new file beside it. Older files stay as `.1`, `.2`, …; what
else stands there is a person's, and is neither moved nor deleted (`kept.py`). Behind the rename
nothing fails any more: the file is published, whatever the disk says to what comes after.
Nobody may write to a published file: a program that opens it for writing, as many do when they are
not told otherwise, fails at once instead of locking all others out.
"""

import errno
import os
import platform
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from warehouse.build.kept import Record, beside, identity
from warehouse.build.provenance import inspect
from warehouse.faults import WarehouseError
from warehouse.files import cannot_write, like, settled, shared_mode
from warehouse.place import for_duckdb

HOLDER = "process "
WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
WITHOUT_LOCKS = {errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK}  # how a disk says that it has none


@contextmanager
def lock(target: Path, wait: float, progress: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock on a target; wait for another holder at most `wait` seconds.

    Raises WarehouseError when the lock stays taken (it says by whom), when the target is something
    that is never written over, or when its folder is missing or cannot be written.
    """
    settled(target)
    for_duckdb(target)
    path = beside(target, "lock")
    try:
        if not target.parent.is_dir():
            raise WarehouseError(f"there is no folder {target.parent}; make it, or check the path")
        if target.exists() and not target.is_file():
            kind = "folder; name a file in it" if target.is_dir() else "pipe or device; name a file"
            raise WarehouseError(f"{target} is a {kind}")
        if not _text(path).startswith(HOLDER) and _text(path):
            raise WarehouseError(f"{path} is no lock of a build; move it away")
        with _held(path, wait, progress):
            yield
    except Timeout as error:
        message = f"{_who(path)} is working on {target}; wait for it to end, or stop it"
        raise WarehouseError(message) from error
    except OSError as error:
        raise WarehouseError(f"{cannot_write(target, error)}; {target} is as it was") from error


@contextmanager
def _held(path: Path, wait: float, progress: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock that everybody may take who may write to its folder."""
    mode = shared_mode(path.parent)
    try:
        held = _acquired(FileLock(path, mode=mode, fallback_to_soft=False), path, wait, progress)
    except OSError as error:
        if error.errno not in WITHOUT_LOCKS:
            raise
        # Here a lock is a file that exists: not the one that a disk with locks leaves behind.
        held = _acquired(SoftFileLock(beside(path, "soft")), path, wait, progress)
    try:
        path.write_text(f"{HOLDER}{os.getpid()} on {platform.node()} since {datetime.now():%c}")
        yield
    finally:
        with suppress(OSError):
            path.write_text("")
        with suppress(OSError):
            held.release()


def _acquired(
    held: BaseFileLock, path: Path, wait: float, progress: Callable[[str], None]
) -> BaseFileLock:
    try:
        held.acquire(timeout=0)
    except Timeout:
        progress(f"waiting for {_who(path)}")
        held.acquire(timeout=wait)
    return held


@contextmanager
def replacement(target: Path, keep: int = 0) -> Iterator[Path]:
    """Yield the path of a new file; on leaving without an error it replaces `target`.

    `keep` older files stay. Raises WarehouseError when the new file was not closed properly;
    the target is then as it was. Needs the lock.
    """
    record = Record(target)
    with record.folder() as folder:
        building = folder / "warehouse.duckdb"
        yield building
        if beside(building, "wal").exists():
            raise WarehouseError(f"{building} was not closed: it has a write-ahead log")
        _sync(building)
        _keep(record, folder, keep)
        _put(building, target, record)


def rollback(target: Path) -> Path:
    """Put the newest older file in the target's place; return where the target's file went.

    Raises WarehouseError when no older file was kept, or when it cannot be opened. Needs the
    lock.
    """
    record = Record(target)
    older = list(record.older().values())
    if not older:
        raise WarehouseError(
            f"no older file of {target} was kept; build with --keep to have one (a copy that a "
            "person made is not touched)"
        )
    inspect(older[0])
    undone = record.free("undone")
    if target.exists():
        with record.folder() as folder:
            second = _link(target, folder / "second")
            record.add(identity(second, undone.name))
            second.replace(undone)
    _put(older[0], target, record)
    return undone


def _keep(record: Record, folder: Path, keep: int) -> None:
    """Move older files down as far as needed, drop those beyond `keep`, add the target's file."""
    target = record.target
    older = record.older()
    for path in list(older.values())[max(keep - 1, 0) :]:
        path.unlink()
    if not (keep and target.exists()):
        return
    moves = {_link(target, folder / "second"): record.number(after=0)}
    for number, path in list(older.items())[: keep - 1]:
        last = list(moves.values())[-1]
        moves[path] = number if number > last else record.number(after=last)
    places = {path: beside(target, str(number)) for path, number in moves.items()}
    record.add(*(identity(path, place.name) for path, place in places.items()))
    for path, place in reversed(places.items()):
        path.replace(place)


def _link(path: Path, name: Path) -> Path:
    """Give a file a second name, so that it is never without its first; copy where links fail."""
    try:
        os.link(path, name)
    except OSError:
        shutil.copy2(path, name)
    return name


def _put(new: Path, target: Path, record: Record) -> None:
    """Let a closed file take the target's place, for reading only."""
    wal = beside(target, "wal")
    if wal.exists():
        wal.replace(record.free("wal.old"))
    like(new, target)
    # Where a file without write permission cannot be replaced, readers are told to open read-only.
    if os.name == "posix":
        with suppress(PermissionError):  # a file of another maintainer, put back
            new.chmod(new.stat().st_mode & ~WRITE)
    new.replace(target)
    if os.name == "posix":
        # Disks of a network, for one, may not sync folders; the file is there all the same.
        with suppress(OSError):
            _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _who(path: Path) -> str:
    """Say who holds the lock, as far as the holder has written it."""
    return _text(path) or "another build"
