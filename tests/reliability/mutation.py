"""One way of spoiling the seeds: small enough to write down, and the same every time.

Decision: a mutation is a kind, a file, two places and a text. So hypothesis can draw and shrink
it, and one that once broke the warehouse stays in `tests/regressions/` as a few words.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.editions import KNOWN, one_edition


@dataclass(frozen=True)
class Mutation:
    """What is done (`kind`) to which file (`file`, counted), where (`place`, `other`), with what.

    Numbers may be larger than there are files, lines or cells: they count round.
    """

    kind: str
    file: int = 0
    place: int = 0
    other: int = 0
    text: str = ""


LARGE = 2**28
# What a mutation may raise on a file that an earlier one has spoiled: then it is not done.
NOTHING_LEFT = (ArithmeticError, LookupError, ValueError)
Spoil = Callable[[Path, Mutation], None]
KINDS: dict[str, tuple[str, Spoil]] = {}


def kind(group: str) -> Callable[[Spoil], Spoil]:
    """Register a function as a kind of mutation for the files of a group."""

    def register(spoil: Spoil) -> Spoil:
        KINDS[spoil.__name__] = (group, spoil)
        return spoil

    return register


GROUPS: dict[str, list[str]] = {
    "cells": sorted(
        f"2022/{path.name}" for path in KNOWN.glob("*.csv") if path.name != "corrections.csv"
    ),
    "codes": sorted(f"codes/{path.name}" for path in KNOWN.with_name("codes").glob("*.csv")),
    "yaml": sorted(f"2022/{path.name}" for path in KNOWN.glob("*.yml")),
}
GROUPS["csv"] = [*GROUPS["cells"], *GROUPS["codes"], "2022/corrections.csv"]
GROUPS["any"] = [*GROUPS["csv"], *GROUPS["yaml"]]


def spoil(place: Path, mutations: Sequence[Mutation]) -> Path:
    """Copy the seeds of edition 2022 to an empty folder, mutate them there, and return them.

    It lies two levels down, so that links can lead out of it; a mutation may rename it.
    """
    root = one_edition(place / "in" / "seeds")
    for number, mutation in enumerate(mutations):
        group, function = KINDS[mutation.kind]
        names = GROUPS[group]
        path = root / names[mutation.file % len(names)]
        if _is_as_large_as_seeds_are(path):  # an earlier mutation may have taken it
            # Such as a name that is taken.
            with suppress(OSError, *(NOTHING_LEFT if number else ())):
                function(path, mutation)
        (root,) = (place / "in").iterdir()
    return root


def _is_as_large_as_seeds_are(path: Path) -> bool:
    """Tell whether a file can be mutated: many gigabytes of holes would fill the memory."""
    return path.is_file() and not path.is_symlink() and path.stat().st_size < LARGE


def clear(place: Path) -> None:
    """Remove a folder, whatever permissions a mutation took away."""
    for folder, names, _ in os.walk(place):
        for name in names:
            inside = Path(folder, name)
            if not inside.is_symlink():
                inside.chmod(0o700)
    shutil.rmtree(place)


def digest(root: Path) -> str:
    """Return what distinguishes one set of seeds from another: names, kinds and bytes."""
    found = hashlib.sha256(root.name.encode())
    for path in sorted(root.rglob("*")):
        status = path.lstat()
        name = os.fsencode(path.relative_to(root))
        found.update(b"%b %o %d\n" % (name, status.st_mode, status.st_size))
        if stat.S_ISREG(status.st_mode) and status.st_size < LARGE:
            found.update(path.read_bytes())
    return found.hexdigest()
