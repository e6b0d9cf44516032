"""No room, no permission, something in the way: a clear error, the old file as it was.

Decision: the whole command line runs in a process of its own. A full disk is a limit on the size
of a file, which works everywhere and without privileges and hits every file that is written; the
superuser lays down the power to ignore permissions.
"""

import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.figures import Figures
from tests.reliability.kill import is_clean
from tests.reliability.power import without_power
from tests.reliability.versions import Version, file_digest
from warehouse.build.build import build
from warehouse.faults import WarehouseError
from warehouse.place import ROOT

PATIENCE = 180  # seconds; longer is a hang
Act = Callable[[Path], None]


def nothing(target: Path) -> None:
    """Leave everything as it is."""


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of a build, and how a person takes it away after the message."""

    name: str
    put: Act = nothing
    lift: Act = nothing
    limit: int | None = None  # bytes that a file may have
    where: str = ""  # the database to build, from the folder of the target


def _chmod(ending: str, mode: int) -> Act:
    def change(target: Path) -> None:
        (target.parent if ending == "/" else target.with_name(target.name + ending)).chmod(mode)

    return change


def _folder(ending: str) -> tuple[Act, Act]:
    def place(target: Path) -> Path:
        return target.with_name(target.name + ending)

    def put(target: Path) -> None:
        place(target).unlink(missing_ok=True)
        (place(target) / "inside").mkdir(parents=True)

    def lift(target: Path) -> None:
        (place(target) / "inside").rmdir()
        place(target).rmdir()

    return put, lift


OBSTACLES = (
    Obstacle("a folder that may not be written", _chmod("/", 0o500), _chmod("/", 0o700)),
    Obstacle("a folder that may not be entered", _chmod("/", 0o000), _chmod("/", 0o700)),
    Obstacle("a lock that may not be opened", _chmod(".lock", 0o000), _chmod(".lock", 0o600)),
    Obstacle("a published file that may not be read", _chmod("", 0o000), _chmod("", 0o600)),
    Obstacle("a folder in the place of the record", *_folder(".kept")),
    Obstacle("a folder in the place of the lock", *_folder(".lock")),
    Obstacle("a folder as target", where="."),
    Obstacle("a folder that does not exist", where="nowhere/warehouse.duckdb"),
    Obstacle("a file where a folder should be", where="warehouse.duckdb/warehouse.duckdb"),
    Obstacle("a name that is too long", where="w" * 250 + ".duckdb"),
)


def full_disk(sizes: Sequence[int]) -> list[Obstacle]:
    """Return an obstacle for each size that a file may have at most."""
    return [Obstacle(f"no room beyond {size:,} bytes", limit=size) for size in sizes]


SIZES = (1, *(1 << power for power in range(12, 21)), 1_500_000)
ALL = (*OBSTACLES, *full_disk(SIZES))


def run_command(target: Path, seeds: Path, limit: int | None) -> subprocess.CompletedProcess[str]:
    """Run `warehouse build` in a process of its own, without a superuser's power."""
    arguments = ["build", "--database", str(target), "--seeds", str(seeds)]
    return subprocess.run(
        [sys.executable, "-m", "tests.reliability.obstacles", str(limit or ""), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def main(limit: str, *arguments: str) -> None:
    """Be the command line `warehouse`, with a limit on the size of files."""
    from warehouse.cli.main import main as warehouse

    sys.argv = ["warehouse", *arguments]
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    with without_power():
        warehouse()


BAD = ("unclear error", "file changed", "build succeeded", "next build failed")


def obstruct(
    folder: Path, versions: tuple[Version, Version], obstacles: Sequence[Obstacle]
) -> Figures:
    """Build against each obstacle, then without it."""
    figures = Figures("No room, no permission, something in the way", must_be_zero=BAD)
    for number, obstacle in enumerate(obstacles):
        target = folder / f"{number}" / "warehouse.duckdb"
        target.parent.mkdir()
        target.write_bytes(versions[0].file.read_bytes())
        target.with_name("warehouse.duckdb.lock").touch()
        _obstruct(obstacle, target, versions[1].seeds, figures)
    return figures


def _obstruct(obstacle: Obstacle, target: Path, seeds: Path, figures: Figures) -> None:
    before = file_digest(target)
    obstacle.put(target)
    try:
        wanted = target.parent / obstacle.where if obstacle.where else target
        done = run_command(wanted, seeds, obstacle.limit)
    finally:
        obstacle.lift(target)
    figures.add("builds obstructed")
    wrong = []
    if done.returncode == 0:
        wrong.append("build succeeded")
    elif not is_clear(done.returncode, done.stderr):
        wrong.append("unclear error")
    if file_digest(target) != before:
        wrong.append("file changed")
    try:
        build(target, seeds, lambda step: None)
    except WarehouseError as error:
        figures.notes.append(f"{obstacle.name}: {error}")
    if not is_clean(target, 2):
        wrong.append("next build failed")
    for name in wrong:
        figures.add(name)
        figures.notes.append(f"{obstacle.name}: {name}\n{done.stderr}")


def is_clear(status: int, stderr: str) -> bool:
    """Whether a person can act on it: one line after `error:`, or click's own words on usage."""
    lines = stderr.strip().splitlines()
    if status == 2:
        return lines[0].startswith("Usage:") and lines[-1].startswith("Error:")
    return status == 1 and len(lines) == 1 and lines[0].startswith("error: ")


if __name__ == "__main__":
    main(*sys.argv[1:])
