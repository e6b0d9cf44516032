"""Put what was written in its place.

Decision: everything is written into a private folder beside the target and renamed into place, so
that a half-written file never stands under its name. What exists is replaced only when that is
asked for, and a folder only when it holds nothing but what replaces it: an export never deletes a
person's work. Whatever is asked for and however it is spelled, nothing is written over a DuckDB
file or what a build keeps beside it, nor among seeds; a pipe or device is written into. A folder to
be delivered under a name ending in `.zip` becomes an archive whose entries carry a fixed date, so
that equal contents are equal files.
"""

import os
import re
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from warehouse.faults import WarehouseError
from warehouse.interrupt import whole
from warehouse.names import CODE_LISTS

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date that an archive can hold
REMEDY = "choose another name, or add --force"
# What begins every DuckDB file, behind its checksum; and what DuckDB or a build puts beside one.
MARK = slice(8, 12), b"DUCK"
BESIDE = re.compile(
    r"(.+?)\.(lock|lock\.soft|kept|undone|wal|wal\.old|tmp|[0-9]+)(\.[0-9]+)?", re.I | re.S
)
GROUP, OTHERS = 0o070, 0o007


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Yield an empty folder on the disk of `target`, for what is to be renamed; it vanishes after.

    Raises WarehouseError when something cannot be written.
    """
    parent = target.resolve().parent
    try:
        with ExitStack() as stack:
            with whole():
                folder = tempfile.TemporaryDirectory(
                    prefix=".warehouse.", dir=parent, ignore_cleanup_errors=True
                )
                stack.callback(whole()(folder.cleanup))
            yield Path(folder.name)
    except OSError as error:
        raise cannot_write(target, error) from error


def cannot_write(target: Path, error: OSError) -> WarehouseError:
    """Return what to say when the system lets nothing be written to a target."""
    place = error.filename or target
    return WarehouseError(f"cannot write {place}: {error.strerror or error}")


def settled(target: Path) -> Path:
    """Return where a target really stands.

    Raises WarehouseError when that is among seeds, or is what a build keeps beside its file.
    """
    try:
        target.as_posix().encode()
        place = target.resolve()
        for folder in (place, *place.parents):
            if (folder / "codes" / f"{CODE_LISTS[0]}.csv").is_file():
                message = f"{target} is among the seeds in {folder}; choose another place"
                raise WarehouseError(message)
    except UnicodeEncodeError as error:
        raise WarehouseError(f"{str(target)!a} is no name in UTF-8; choose another") from error
    except RuntimeError as error:
        raise WarehouseError(f"{target} is a link that leads to itself") from error
    except OSError as error:
        raise cannot_write(target, error) from error
    owner = BESIDE.fullmatch(place.name)
    if owner and is_duckdb(place.parent / owner[1]):
        raise WarehouseError(f"{target} belongs to the warehouse {owner[1]}; choose another name")
    return place


def folder_of(target: Path) -> Path:
    """Return where a folder to be filled stands, or is to stand; refuse what `settled` refuses."""
    if target.exists() and not target.is_dir():
        raise WarehouseError(f"{target} is no folder; this command needs a folder")
    return settled(target)


def is_duckdb(path: Path) -> bool:
    """Return whether a path is a DuckDB file."""
    where, mark = MARK
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(where.stop)[where] == mark
    except OSError:
        return False


@contextmanager
def delivery(target: Path, *, is_folder: bool, force: bool) -> Iterator[Path]:
    """Yield the path to write to; on leaving without an error it takes the target's place.

    With `is_folder` that is an empty folder. Otherwise it is a file, and files written beside it
    are put beside the target; a pipe or device gets the file alone. Raises WarehouseError when the
    target exists and `force` is not given, when it is never to be written over, when its folder is
    missing, or when something cannot be written.
    """
    is_archive = is_folder and target.suffix == ".zip"
    is_stream = _is_stream(target)
    if is_stream and is_folder and not is_archive:
        raise WarehouseError(f"{target} is a pipe or device; this export needs a folder")
    place = Path(tempfile.gettempdir(), "stream") if is_stream else settled(target)
    if not is_stream:
        _check(place, is_folder=is_folder and not is_archive, force=force)
    with beside(place) as scratch:
        made = scratch / "made"
        made.mkdir()
        yield made if is_folder else made / place.name
        if is_archive:
            contents = {
                path.relative_to(made).as_posix(): path.read_bytes()
                for path in sorted(made.rglob("*"))
                if path.is_file()
            }
            made = scratch / "packed"
            made.mkdir()
            (made / place.name).write_bytes(packed(contents))
        if is_stream:
            with (made / place.name).open("rb") as file, target.open("wb") as stream:
                shutil.copyfileobj(file, stream)
        else:
            with whole():
                if is_folder and not is_archive:
                    _put_folder(made, place, scratch / "replaced")
                else:
                    _put_files(made, place, force=force)


def put(new: Path, target: Path) -> None:
    """Let a file or folder take a target's place, with the mode and group of what stood there."""
    like(new, target)
    new.replace(target)


def put_all(folder: Path, target: Path) -> None:
    """Let all files of a folder take the places of those in `target`."""
    with whole():
        for path in sorted(folder.iterdir()):
            put(path, target / path.name)


def like(new: Path, old: Path) -> None:
    """Give a file the mode and group of the one that it replaces, if there is one.

    Where the system does not give it the group, the group may no more than all others.
    """
    if os.name != "posix" or not old.exists():
        return
    state = old.stat()
    mode = stat.S_IMODE(state.st_mode)
    with suppress(PermissionError):
        os.chown(new, state.st_uid, -1)
    try:
        os.chown(new, -1, state.st_gid)
    except PermissionError:
        mode = mode & ~GROUP | (mode & OTHERS) << 3
    with suppress(PermissionError):  # a file of another maintainer, put back
        new.chmod(mode)


def shared_mode(folder: Path) -> int:
    """Return the mode of a file that everybody may read and write who may do so with its folder."""
    return stat.S_IMODE(folder.stat().st_mode) & 0o666 | 0o600


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Return a zip archive; the same contents give the same bytes."""
    with tempfile.SpooledTemporaryFile(max_size=2**26) as file:
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in contents.items():
                entry = zipfile.ZipInfo(name, LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content)
        file.seek(0)
        return file.read()


def _is_stream(target: Path) -> bool:
    """Return whether a target exists and is neither a file nor a folder."""
    try:
        return target.exists() and not (target.is_file() or target.is_dir())
    except OSError:
        return False


def _check(target: Path, *, is_folder: bool, force: bool) -> None:
    if not target.parent.is_dir():
        raise WarehouseError(f"there is no folder {target.parent}; make it, or check the path")
    if target.exists():
        if target.is_dir() != is_folder:
            found, wanted = ("folder", "file") if target.is_dir() else ("file", "folder")
            raise WarehouseError(f"{target} is a {found}; this export needs the name of a {wanted}")
        _check_file(target, force=force)


def _check_file(target: Path, *, force: bool) -> None:
    if target.exists() and not force:
        raise WarehouseError(f"{target} exists; {REMEDY}")
    if is_duckdb(target):
        raise WarehouseError(f"{target} is a DuckDB file, and stays; choose another name")


def _put_files(made: Path, target: Path, *, force: bool) -> None:
    """Move what stands beside the target first, so that the target never lacks it."""
    beside = sorted(path for path in made.iterdir() if path.name != target.name)
    for path in beside:
        _check_file(settled(target.parent / path.name), force=force)
    for path in (*beside, made / target.name):
        put(path, target.parent / path.name)


def _put_folder(made: Path, target: Path, replaced: Path) -> None:
    if target.exists():
        ours = {path.name for path in made.iterdir()}
        strangers = sorted(path.name for path in target.iterdir() if path.name not in ours)
        if strangers:
            message = (
                f"{target} holds {', '.join(strangers[:5])}, which this export does not write; "
                "move it away, or choose another name"
            )
            raise WarehouseError(message)
        for path in (*made.rglob("*"), made):
            old = target / path.relative_to(made)
            if not (is_duckdb(path) and is_duckdb(old)):  # a copy may take the place of a copy
                _check_file(old, force=True)
            like(path, old)
        target.rename(replaced)
    try:
        made.rename(target)
    except OSError:
        if replaced.exists():
            replaced.rename(target)
        raise
