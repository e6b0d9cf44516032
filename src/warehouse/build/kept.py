"""Which files beside the target are the build's own.

Decision: a name tells nothing, because a person may give it to a copy. Only what the record says is
the build's own: a file by its name and by what tells it from every other one, a folder by a name
that nobody else hits on. It is recorded before anything is made or moved, line by line, so that a
build that is killed leaves nothing behind that the next one does not know.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from warehouse.faults import WarehouseError
from warehouse.files import shared_mode
from warehouse.interrupt import whole

NOTE = "# Written by warehouse build: which files and folders here are its own."
# A file: name, size in bytes, time of its last change in nanoseconds. A folder: its name.
Own = tuple[str | int, ...]


def beside(target: Path, ending: str) -> Path:
    """Return the path of what belongs to a target."""
    return target.with_name(f"{target.name}.{ending}")


def identity(path: Path, name: str | None = None) -> Own:
    """Return what tells a file from every other one, under its own name or another."""
    state = path.stat()
    return (name or path.name, state.st_size, state.st_mtime_ns)


class Record:
    """What the build made beside a target; raises WarehouseError when it is a person's file."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = beside(target, "kept")
        self.own: set[Own] = set()
        if not os.path.lexists(self.path):
            return
        note, *lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        if note != NOTE:
            raise WarehouseError(f"{self.path} was not written by a build; move it away")
        for line in lines:
            with suppress(ValueError):  # a line that a killed build did not finish
                self.own.add(tuple(json.loads(line)))

    def owns(self, path: Path) -> bool:
        """Return whether a file is the build's own."""
        return not path.is_symlink() and path.is_file() and identity(path) in self.own

    def may_take(self, path: Path) -> bool:
        """Return whether nothing of a person's stands under a name."""
        return not os.path.lexists(path) or self.owns(path)

    def older(self) -> dict[int, Path]:
        """Return the older files that were kept, by their numbers, newest first."""
        start = len(self.target.name) + 1
        paths = {self.target.with_name(str(name)) for name, *_ in self.own}
        numbered = {
            int(path.name[start:]): path
            for path in paths
            if path.name[start:].isdecimal() and path.stem == self.target.name and self.owns(path)
        }
        return dict(sorted(numbered.items()))

    def number(self, after: int) -> int:
        """Return the next number under which an older file may be kept."""
        paths = ((number, beside(self.target, str(number))) for number in count(after + 1))
        return next(number for number, path in paths if self.may_take(path))

    def free(self, ending: str) -> Path:
        """Return a path beside the target for what is put aside."""
        first = beside(self.target, ending)
        paths = (beside(first, str(number)) if number else first for number in count())
        return next(path for path in paths if self.may_take(path))

    def add(self, *new: Own) -> None:
        """Record what is about to be made or moved."""
        self.own.update(new)
        is_first = not self.path.exists()
        lines = [NOTE] * is_first + [""] * (not is_first) + [json.dumps(one) for one in new]
        with self.path.open("a", encoding="utf-8") as file:
            file.write("\n".join([*lines, ""]))
        if is_first:
            self.path.chmod(shared_mode(self.target.parent))

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """Yield an empty folder beside the target; it vanishes, with those that were left."""
        left = [self.target.with_name(str(name)) for name, *rest in self.own if not rest]
        folder = self.target.with_name(f".warehouse.{secrets.token_hex(8)}")
        try:
            with whole():
                self.add((folder.name,))
                folder.mkdir()
            for one in left:
                shutil.rmtree(one, ignore_errors=True)
            yield folder
        finally:
            with whole():
                # The work is done, or has failed for a reason of its own.
                with suppress(OSError):
                    self._forget(folder)
                shutil.rmtree(folder, ignore_errors=True)

    def _forget(self, folder: Path) -> None:
        """Leave out of the record what is gone; without a kept file there is none."""
        self.own = {one for one in self.own if self._is_there(one)}
        if self.own == {(folder.name,)}:
            shutil.rmtree(folder)
            self.path.unlink()
            return
        new = folder / "record"
        new.write_text("\n".join([NOTE, *map(json.dumps, sorted(self.own, key=str)), ""]))
        new.chmod(shared_mode(self.target.parent))
        new.replace(self.path)

    def _is_there(self, one: Own) -> bool:
        path = self.target.with_name(str(one[0]))
        return path.is_dir() if len(one) == 1 else self.owns(path) and identity(path) == one
