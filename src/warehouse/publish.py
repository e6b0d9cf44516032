"""Replace the published file in one step, so that readers see the old or the new one.

Decision: the new file is built beside the target under a lock, verified, closed and synced, and
takes the target's place by one rename. An open reader keeps the file it has; the next one gets
the new file. A write-ahead log beside the target belongs to the old file and is moved aside first,
because DuckDB would refuse to open the new file beside it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.faults import WarehouseError

LOCK_SECONDS = 60


@contextmanager
def publication(target: Path) -> Iterator[Path]:
    """Yield the path of a new file; on leaving without an error it replaces `target`.

    Raises WarehouseError when another build holds the lock, when the folder cannot be written,
    or when the new file was not closed properly. The target is then as it was.
    """
    target = target.resolve()
    if not target.parent.is_dir():
        raise WarehouseError(f"there is no folder {target.parent}; make it, or check the path")
    building = target.with_name(f"{target.name}.building")
    lock = FileLock(target.with_name(f"{target.name}.lock"))
    try:
        with lock.acquire(timeout=LOCK_SECONDS):
            _remove(building)
            try:
                yield building
                _replace(building, target)
            finally:
                _remove(building)
    except Timeout as error:
        message = f"another build holds {lock.lock_file}; wait for it to end, or stop it"
        raise WarehouseError(message) from error
    except OSError as error:
        message = (
            f"cannot write {error.filename or target}: {error.strerror}; {target} is as it was"
        )
        raise WarehouseError(message) from error


def _replace(building: Path, target: Path) -> None:
    if _wal(building).exists():
        raise WarehouseError(f"{building} was not closed: it has a write-ahead log")
    _sync(building)
    if _wal(target).exists():
        _wal(target).replace(target.with_name(f"{target.name}.wal.old"))
    building.replace(target)
    if os.name == "posix":
        _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(building: Path) -> None:
    """Remove what an earlier build that was killed may have left."""
    building.unlink(missing_ok=True)
    _wal(building).unlink(missing_ok=True)


def _wal(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")
