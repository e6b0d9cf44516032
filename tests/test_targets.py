"""No output takes the place of what must stay, and what it replaces keeps its mode and group.

The warehouse, its kept files, lock, log and record, and the seeds: whatever command writes,
whatever its flags, however the path is spelled.
"""

import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from tests.cases import first
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError
from warehouse.files import delivery, put

KEPT = [
    f"warehouse.duckdb.{ending}" for ending in ("1", "lock", "kept", "wal", "wal.old", "undone")
]
# How a path to the warehouse may be spelled, from a folder beside its own.
SPELLINGS: dict[str, Callable[[Path], Path]] = {
    "absolute": lambda file: file,
    "relative": lambda file: Path(os.path.relpath(file)),
    "by the folder above": lambda file: file.parent / ".." / file.parent.name / file.name,
    "by a link": lambda file: _made(file.parent.parent / "link", file, os.symlink),
    "by a link to its folder": lambda file: (
        _made(file.parent.parent / "other", file.parent, os.symlink) / file.name
    ),
    "by a second name": lambda file: _made(file.parent.parent / "second.csv", file, os.link),
}
COMMANDS = {
    "export": ["export", "victims_by_sex", "--format", "json-stat", "--force", "-o"],
    "export of all": ["export", "marts", "--format", "csv", "--force", "-o"],
    "archive": ["export", "star", "--format", "datapackage", "--force", "-o"],
    "query": ["query", "select 1 as x", "--format", "csv", "--output"],
    "site": ["site", "--without-sql", "--out"],
    "plot of all": ["plot", "--all"],
    "spark": ["spark", "deploy", "--master", "local[1]", "--warehouse-dir"],
}

WORDS = re.compile(
    "among the seeds|belongs to the warehouse|is a DuckDB file|needs a folder|needs the name of a"
    "|cannot write"
)


def _made(name: Path, file: Path, make: Callable[[Path, Path], None]) -> Path:
    make(file, name)
    return name


@pytest.fixture
def own(tmp_path: Path, database: Path) -> Path:
    """Return a warehouse with everything that may stand beside it."""
    folder = tmp_path / "own"
    folder.mkdir()
    file = Path(shutil.copy(database, folder / "warehouse.duckdb"))
    for name in KEPT:
        (folder / name).write_bytes(b"old" if name != KEPT[0] else database.read_bytes())
    return file


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(database: Path, command: str, target: Path) -> bool:
    """Run a command on a target; return whether it was refused in words."""
    words = [*COMMANDS[command], str(target), "--database", str(database)]
    done = CliRunner().invoke(cli, words)
    if done.exit_code == 2:
        return bool(re.search("is a (file|directory)", done.output))
    told = done.exit_code == 1 and type(done.exception) is WarehouseError
    return told and bool(WORDS.search(str(done.exception)))


@pytest.mark.parametrize("spelling", first(4, SPELLINGS))
def test_no_spelling_makes_a_target_of_the_warehouse(own: Path, spelling: str) -> None:
    before = contents(own.parent)
    target = SPELLINGS[spelling](own)
    for command in COMMANDS:
        assert refused(own, command, target), command
    with pytest.raises(WarehouseError), delivery(target, is_folder=False, force=True) as made:
        made.write_bytes(b"new")
    assert contents(own.parent) == before


@pytest.mark.parametrize("name", first(3, [*KEPT, "warehouse.duckdb.2", "warehouse.duckdb.LOCK"]))
def test_what_stands_beside_the_warehouse_is_no_target(own: Path, name: str) -> None:
    before = contents(own.parent)
    for command in COMMANDS:
        assert refused(own, command, own.with_name(name)), command
    assert contents(own.parent) == before


@pytest.mark.parametrize("name", ["2022/victims_by_sex.csv", "codes/new.json", "new", "2022", "."])
def test_seeds_are_no_target(database: Path, seeds: Path, name: str) -> None:
    before = contents(seeds)
    (seeds.parent / "link").symlink_to(seeds)
    for folder in (seeds, seeds.parent / "link"):
        for command in COMMANDS:
            assert refused(database, command, folder / name), command
    book = CliRunner().invoke(
        cli, ["new-edition", "2031", "--seeds", str(seeds), "--xlsx", str(seeds / "2031.xlsx")]
    )
    built = CliRunner().invoke(
        cli, ["build", "--seeds", str(seeds), "--database", str(seeds / "w.duckdb")]
    )
    assert [type(one.exception) for one in (book, built)] == [WarehouseError] * 2
    assert contents(seeds) == before


def test_what_stands_beside_a_target_is_no_warehouse(own: Path) -> None:
    """An export that writes a second file by itself writes it over nothing either."""
    second = own.rename(own.with_name("x.csv-metadata.json"))
    before = second.read_bytes()
    words = ["export", "victims_by_sex", "--format", "csv", "--force", "-o", "x.csv"]
    words[-1] = str(own.with_name("x.csv"))
    done = CliRunner().invoke(cli, [*words, "--database", str(second)])
    assert type(done.exception) is WarehouseError
    assert second.read_bytes() == before


def test_a_link_in_a_circle_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(WarehouseError), delivery(tmp_path / "a", is_folder=False, force=False):
        pass


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    with delivery(tmp_path / "link.json", is_folder=False, force=True) as made:
        made.write_text("new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


def test_a_pipe_is_written_into(database: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for command in ("export", "query", "archive"):
        got: list[bytes] = []
        reader = Thread(target=lambda got=got: got.append(pipe.read_bytes()))
        reader.start()
        name = pipe if command != "archive" else _made(tmp_path / "pipe.zip", pipe, os.link)
        assert not refused(database, command, name)
        reader.join(timeout=10)
        assert got
        assert got[0]
        assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_device_stays_a_device(database: Path, tmp_path: Path) -> None:
    for command in ("export", "query"):
        assert not refused(database, command, Path(os.devnull))
        assert refused(database, command, Path("/dev/full"))
    (tmp_path / "link").symlink_to(os.devnull)
    assert not refused(database, "query", tmp_path / "link")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("command", ["export of all", "site", "plot of all", "spark"])
def test_what_needs_a_folder_refuses_a_pipe(database: Path, tmp_path: Path, command: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused(database, command, pipe)
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@pytest.mark.parametrize("command", ["export", "query", "archive"])
def test_what_writes_a_file_refuses_a_folder(database: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "folder.zip").mkdir()
    assert refused(database, command, tmp_path / "folder.zip")
    assert (tmp_path / "folder.zip").is_dir()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_the_mode_of_what_is_replaced_stays(tmp_path: Path, mode: int) -> None:
    for umask in (0o077, 0o022, 0o000):
        target = tmp_path / f"{umask}.json"
        target.write_text("old")
        target.chmod(mode)
        before = os.umask(umask)
        try:
            with delivery(target, is_folder=False, force=True) as made:
                made.write_text("new")
        finally:
            os.umask(before)
        assert stat.S_IMODE(target.stat().st_mode) == mode
        assert target.read_text() == "new"


def test_the_mode_of_a_folder_stays_and_of_its_files(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    for mode in (0o700, 0o775):
        with delivery(target, is_folder=True, force=True) as made:
            (made / "file").write_text("new")
        target.chmod(mode)
        (target / "file").chmod(0o660)
        with delivery(target, is_folder=True, force=True) as made:
            (made / "file").write_text("newer")
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (target, target / "file")]
        assert modes == [mode, 0o660]


def test_the_group_stays_or_gets_no_more_than_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def chown(path: Path, user: int, group: int) -> None:
        asked.append((user, group))
        raise PermissionError

    (tmp_path / "old").touch()
    (tmp_path / "old").chmod(0o664)
    (tmp_path / "new").touch()
    group = (tmp_path / "old").stat().st_gid
    monkeypatch.setattr(os, "chown", chown)
    put(tmp_path / "new", tmp_path / "old")
    assert (-1, group) in asked
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o644


def test_a_folder_with_a_copy_of_the_warehouse_is_written_a_second_time(
    database: Path, tmp_path: Path
) -> None:
    """As a web site is, which holds the file that its readers ask."""
    for _ in range(2):
        with delivery(tmp_path / "public", is_folder=True, force=True) as made:
            shutil.copyfile(database, made / "warehouse.duckdb")
    assert (tmp_path / "public" / "warehouse.duckdb").read_bytes() == database.read_bytes()
    (tmp_path / "public" / "warehouse.duckdb.lock").touch()  # now it is one that a build publishes
    with (
        pytest.raises(WarehouseError, match=r"holds warehouse\.duckdb\.lock"),
        delivery(tmp_path / "public", is_folder=True, force=True) as made,
    ):
        shutil.copyfile(database, made / "warehouse.duckdb")
