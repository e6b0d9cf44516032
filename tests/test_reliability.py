"""Kills, stray logs, full disks, readers, migrations: with small numbers and a fixed seed.

More is tried before a change lands, and everything by name: see `tests/reliability/sizes.py`.
"""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.cases import first
from tests.editions import FEW, unproved
from tests.reliability import readers
from tests.reliability.children import start
from tests.reliability.figures import Figures
from tests.reliability.kill import is_clean, kill, outcome_of
from tests.reliability.obstacles import ALL, full_disk, is_clear, obstruct
from tests.reliability.sizes import SAMPLE, UNIT, WHOLE
from tests.reliability.upgrades import failing_migrations, revisions, upgrade
from tests.reliability.versions import (
    Version,
    contents,
    file_digest,
    mark,
    marker,
)
from tests.reliability.wal import LOGS, of_copy, of_old_file, of_old_storage, stray_logs
from warehouse.build import tables
from warehouse.build.build import build
from warehouse.build.engine import open_file
from warehouse.faults import WarehouseError
from warehouse.place import ROOT

SIZES = (UNIT, SAMPLE, WHOLE)
Two = tuple[Version, Version]


@pytest.fixture(scope="module")
def files(versions: Two, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the files of both versions, and one that mixes them."""
    folder = tmp_path_factory.mktemp("mixed")
    seeds = Path(shutil.copytree(versions[0].seeds, folder / "seeds"))
    mark(seeds, FEW[-1], 2)
    unproved(folder / "mixed.duckdb", seeds)
    return {"a": versions[0].file, "b": versions[1].file, "mixed": folder / "mixed.duckdb"}


def shown(figures: Figures) -> Figures:
    """Print the figures, so that they stand in the output, and assert that no promise broke."""
    print(figures.table())
    assert "\n".join(figures.broken()) == ""
    return figures


def test_a_killed_build_leaves_the_old_file_or_the_new_one(versions: Two, tmp_path: Path) -> None:
    counts = shown(kill(tmp_path, versions, UNIT.random_kills, UNIT.every_place)).counts
    assert counts["steps of a build"] >= 5
    calls = counts["calls to the operating system in publication"]
    assert calls >= 6
    places = range(0, counts["steps of a build"] + 2 * calls, UNIT.every_place)
    assert counts["killed at a random moment"] == UNIT.random_kills
    assert counts["killed at the boundary of a step"] >= 1
    assert counts["killed at the boundary of a step"] + counts[
        "killed before or after a call"
    ] == len(places)
    assert counts["wholly old"] >= 1
    assert counts["wholly new"] >= 1


def test_a_mixed_and_an_unreadable_file_are_seen(
    versions: Two, files: dict[str, Path], tmp_path: Path
) -> None:
    old, new = (version.contents for version in versions)
    assert outcome_of(files["a"], old, new) == "wholly old"
    assert outcome_of(files["b"], old, new) == "wholly new"
    assert outcome_of(files["mixed"], old, new) == "neither old nor new"
    assert outcome_of(files["mixed"], old, new, file_digest(files["mixed"])).startswith("neither")
    half = tmp_path / "half.duckdb"
    half.write_bytes(files["a"].read_bytes()[:100_000])
    assert outcome_of(half, old, new) == "unreadable"
    assert outcome_of(tmp_path / "none.duckdb", old, new) == "unreadable"
    copy = Path(shutil.copy(files["a"], tmp_path))
    for name in (".warehouse.0", f"{copy.name}.wal"):
        debris = copy.with_name(name)
        assert is_clean(copy, 1)
        debris.touch()
        assert not is_clean(copy, 1)
        debris.unlink()


def test_a_build_that_fails_in_a_child_is_seen(tmp_path: Path) -> None:
    process, _ = start(tmp_path / "nowhere" / "warehouse.duckdb", tmp_path)
    process.join()
    assert process.exitcode == 1


def test_a_stray_log_is_neither_replayed_nor_an_outage(versions: Two, tmp_path: Path) -> None:
    logs = LOGS[:: UNIT.every_log]
    counts = shown(stray_logs(tmp_path, versions, logs)).counts
    assert counts["logs left beside a published file"] == 2 * len(logs) >= 2
    assert counts["wholly the new file"] == 2 * len(logs)


@pytest.mark.parametrize("leave", first(1, [of_old_file, of_copy, of_old_storage]))
def test_without_a_publication_a_stray_log_does_harm(
    leave: object, versions: Two, tmp_path: Path
) -> None:
    assert callable(leave)
    target = tmp_path / "warehouse.duckdb"
    target.write_bytes(versions[0].file.read_bytes())
    leave(target, tmp_path / "warehouse.duckdb.wal")
    assert outcome_of(target, versions[0].contents, "") != "wholly old"


def test_an_obstacle_gives_a_clear_error_and_leaves_the_old_file(
    versions: Two, tmp_path: Path
) -> None:
    obstacles = ALL[:: UNIT.every_obstacle]
    counts = shown(obstruct(tmp_path, versions, obstacles)).counts
    assert counts["builds obstructed"] == len(obstacles) >= 2


@pytest.mark.thorough
def test_a_build_with_room_enough_is_not_called_obstructed(versions: Two, tmp_path: Path) -> None:
    figures = obstruct(tmp_path, versions, full_disk([100_000_000]))
    assert figures.counts["build succeeded"] == figures.counts["file changed"] == 1
    assert len(figures.broken()) > 2


def test_an_unclear_error_is_seen() -> None:
    assert is_clear(1, "error: there is no room\n")
    assert not is_clear(1, "Traceback (most recent call last):\n  ...\nOSError: no room\n")
    assert not is_clear(1, "error: there is no room\n(Background on this error at: …)\n")
    assert not is_clear(0, "error: there is no room\n")


def test_readers_see_one_version_at_a_time_and_never_an_error(
    versions: Two, tmp_path: Path
) -> None:
    figures = readers.read_through(tmp_path, versions[0], UNIT.readers, UNIT.publications)
    counts = shown(figures).counts
    assert counts["publications"] == UNIT.publications
    assert counts["queries"] > 20
    assert counts["versions seen, summed over readers"] > UNIT.readers


def test_a_reader_sees_a_mixture(files: dict[str, Path], tmp_path: Path) -> None:
    for name, expected in (("a", 1), ("b", 2), ("mixed", None)):
        with duckdb.connect(str(files[name]), read_only=True) as connection:
            assert marker(connection) == expected

    class Said:
        """The end of a pipe."""

        def send(self, told: object) -> None:
            self.told = told

    class Last:
        """A version that is never published."""

        value = 99

    for path, wrong in ((files["mixed"], "mixed versions"), (tmp_path / "none", "failed queries")):
        said = Said()
        readers.read_until(path, False, Last(), said)
        assert isinstance(said.told, tuple)
        assert said.told[0][wrong] == 1


def test_files_of_every_earlier_step_become_the_same_file(versions: Two, tmp_path: Path) -> None:
    counts = shown(upgrade(tmp_path, versions[0].seeds)).counts
    assert counts["files of an earlier step upgraded"] == len(revisions()) - 1 >= 2


@pytest.mark.thorough
def test_a_migration_that_fails_half_way_leaves_the_old_file(
    versions: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, seeds = versions[0].file, versions[1].seeds
    target = tmp_path / "warehouse.duckdb"
    target.write_bytes(old.read_bytes())
    with monkeypatch.context() as patched:
        patched.setattr(tables, "MIGRATIONS", failing_migrations(tmp_path))
        with pytest.raises(WarehouseError, match='"half" already exists'):
            build(target, seeds, lambda step: None)
    assert file_digest(target) == file_digest(old)
    assert is_clean(target, 1)
    build(target, seeds, lambda step: None)
    assert is_clean(target, 2)


def test_a_migration_that_fails_half_way_undoes_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "warehouse.duckdb"
    with open_file(path) as file:
        tables.migrate(file)
    before = contents(path)
    monkeypatch.setattr(tables, "MIGRATIONS", failing_migrations(tmp_path))
    with open_file(path) as file, pytest.raises(WarehouseError, match="migration failed"):
        tables.migrate(file)
    assert contents(path) == before


def test_the_page_tells_the_sizes() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")

    def part(every: int, noun: str = "") -> str:
        ending = {2: "nd", 3: "rd"}.get(every, "th")
        return "all" if every == 1 else f"every {every}{ending}{noun}"

    told = {
        "`kill`: random moments": [f"{size.random_kills}" for size in SIZES],
        "`kill`: steps of a build, calls in publication": [part(s.every_place) for s in SIZES],
        "`logs`": [part(size.every_log, " kind") for size in SIZES],
        "`obstacles`": [part(size.every_obstacle) for size in SIZES],
        "`readers`: processes, publications": [f"{s.readers}, {s.publications}" for s in SIZES],
        "`interrupts`: moments": [f"{size.interrupts}" for size in SIZES],
        "`names`": [f"{size.names:,}" for size in SIZES],
        "`statements`": [part(size.every_statement) for size in SIZES],
        "`mutations`: sets of seeds": [f"{size.mutated_sets:,}" for size in SIZES],
        "tables of the edition that is built": [f"{len(FEW)}", "all", "all"],
    }
    for fault, sizes in told.items():
        assert f"| {fault} | {' | '.join(sizes)} |" in page
