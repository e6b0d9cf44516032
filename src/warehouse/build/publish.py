"""Replace the published file in one step, so that readers see the old or the new one.

Decision: the new file is built beside the target under a lock, verified, closed and synced, and
takes the target's place by one rename. An open reader keeps the file it has; the next one gets
the new file. A write-ahead log beside the target belongs to the old file and is moved aside first,
because DuckDB would refuse to open the new file beside it. Older files stay as `.1`, `.2`, …
"""

import os
import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.build.provenance import inspect
from warehouse.faults import WarehouseError
from warehouse.files import cannot_write


@contextmanager
def lock(target: Path, wait: float, progress: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock on a target; wait for another holder at most `wait` seconds.

    Raises WarehouseError when the lock stays taken (it says by whom), or when the folder of the
    target is missing or cannot be written.
    """
    held = FileLock(_beside(target, "lock"))
    holder = _beside(target, "lock.holder")
    try:
        if not target.parent.is_dir():
            raise WarehouseError(f"there is no folder {target.parent}; make it, or check the path")
        if target.is_dir():
            raise WarehouseError(f"{target} is a folder; name a file in it")
        try:
            held.acquire(timeout=0)
        except Timeout:
            progress(f"waiting for {_who(holder)}")
            held.acquire(timeout=wait)
        holder.write_text(f"process {os.getpid()} on {platform.node()} since {datetime.now():%c}")
        try:
            yield
        finally:
            holder.unlink(missing_ok=True)
    except Timeout as error:
        message = f"{_who(holder)} is working on {target}; wait for it to end, or stop it"
        raise WarehouseError(message) from error
    except OSError as error:
        raise WarehouseError(f"{cannot_write(target, error)}; {target} is as it was") from error
    finally:
        held.release()


@contextmanager
def replacement(target: Path, keep: int = 0) -> Iterator[Path]:
    """Yield the path of a new file; on leaving without an error it replaces `target`.

    `keep` older files stay. Raises WarehouseError when the new file was not closed properly;
    the target is then as it was. Needs the lock.
    """
    building = _beside(target, "building")
    _remove(building)
    try:
        yield building
        if _beside(building, "wal").exists():
            raise WarehouseError(f"{building} was not closed: it has a write-ahead log")
        _sync(building)
        _keep(target, keep)
        _put(building, target)
    finally:
        _remove(building)


def rollback(target: Path) -> Path:
    """Put the newest older file in the target's place; return where the target's file went.

    Raises WarehouseError when no older file was kept, or when it cannot be opened. Needs the
    lock.
    """
    older = _older(target)
    if not older:
        raise WarehouseError(f"no older file of {target} was kept; build with --keep to have one")
    inspect(older[0])
    undone = _beside(target, "undone")
    if target.exists():
        _link(target, undone)
    _put(older[0], target)
    return undone


def _older(target: Path) -> list[Path]:
    """Return the older files that were kept, newest first."""
    numbered = {
        int(path.suffix[1:]): path
        for path in target.parent.glob(f"{target.name}.*")
        if path.suffix[1:].isdecimal()
    }
    return [numbered[number] for number in sorted(numbered)]


def _keep(target: Path, keep: int) -> None:
    """Move older files one place down, drop those beyond `keep`, and add the target's file."""
    older = _older(target)
    for path in older[max(keep - 1, 0) :]:
        path.unlink()
    for number, path in reversed(list(enumerate(older[: max(keep - 1, 0)], 2))):
        path.replace(_beside(target, str(number)))
    if keep and target.exists():
        _link(target, _beside(target, "1"))


def _link(path: Path, name: Path) -> None:
    """Give a file a second name, so that it is never without its first; copy where links fail."""
    name.unlink(missing_ok=True)
    try:
        os.link(path, name)
    except OSError:
        shutil.copy2(path, name)


def _put(new: Path, target: Path) -> None:
    """Let a closed file take the target's place."""
    wal = _beside(target, "wal")
    if wal.exists():
        wal.replace(_beside(target, "wal.old"))
    new.replace(target)
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
    _beside(building, "wal").unlink(missing_ok=True)
    shutil.rmtree(_beside(building, "tmp"), ignore_errors=True)


def _who(holder: Path) -> str:
    """Say who holds the lock, as far as the holder has written it."""
    try:
        return holder.read_text(encoding="utf-8") or "another build"
    except OSError:
        return "another build"


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}.{ending}")
