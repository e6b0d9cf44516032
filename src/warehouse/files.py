"""Put what was written in its place.

Decision: everything is written into a private folder beside the target and renamed into place, so
that a half-written file never stands under its name. What exists is replaced only when that is
asked for, and a folder only when it holds nothing but what replaces it: an export never deletes a
person's work. A folder to be delivered under a name ending in `.zip` becomes an archive whose
entries carry a fixed date, so that equal contents are equal files.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from warehouse.faults import WarehouseError

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest date that an archive can hold
REMEDY = "choose another name, or add --force"


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Yield an empty folder on the disk of `target`, for what is to be renamed; it vanishes after.

    Raises WarehouseError when something cannot be written.
    """
    parent = target.resolve().parent
    try:
        with tempfile.TemporaryDirectory(
            prefix=f".{target.name}.", dir=parent, ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)
    except OSError as error:
        raise cannot_write(target, error) from error


def cannot_write(target: Path, error: OSError) -> WarehouseError:
    """Return what to say when the system lets nothing be written to a target."""
    place = error.filename or target
    return WarehouseError(f"cannot write {place}: {error.strerror or error}")


@contextmanager
def delivery(target: Path, *, is_folder: bool, force: bool) -> Iterator[Path]:
    """Yield the path to write to; on leaving without an error it takes the target's place.

    With `is_folder` that is an empty folder. Otherwise it is a file, and files written beside it
    are put beside the target. Raises WarehouseError when the target exists and `force` is not
    given, when its folder is missing, or when something cannot be written.
    """
    is_archive = is_folder and target.suffix == ".zip"
    _check(target, is_folder=is_folder and not is_archive, force=force)
    with beside(target) as scratch:
        made = scratch / "made"
        made.mkdir()
        yield made if is_folder else made / target.name
        if is_archive:
            contents = {path.name: path.read_bytes() for path in sorted(made.iterdir())}
            made = scratch / "packed"
            made.mkdir()
            (made / target.name).write_bytes(packed(contents))
        if is_folder and not is_archive:
            _put_folder(made, target, scratch / "replaced")
        else:
            _put_files(made, target, force=force)


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


def _check(target: Path, *, is_folder: bool, force: bool) -> None:
    if not target.parent.is_dir():
        raise WarehouseError(f"there is no folder {target.parent}; make it, or check the path")
    if target.exists():
        if target.is_dir() != is_folder:
            found, wanted = ("folder", "file") if target.is_dir() else ("file", "folder")
            raise WarehouseError(f"{target} is a {found}; this export needs the name of a {wanted}")
        if not force:
            raise WarehouseError(f"{target} exists; {REMEDY}")


def _put_files(made: Path, target: Path, *, force: bool) -> None:
    """Move what stands beside the target first, so that the target never lacks it."""
    beside = sorted(path for path in made.iterdir() if path.name != target.name)
    for path in beside:
        if (target.parent / path.name).exists() and not force:
            raise WarehouseError(f"{target.parent / path.name} exists; {REMEDY}")
    for path in (*beside, made / target.name):
        path.replace(target.parent / path.name)


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
        shutil.move(target, replaced)
    try:
        made.rename(target)
    except OSError:
        if replaced.exists():
            replaced.rename(target)
        raise
