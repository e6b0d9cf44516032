"""Kills, stray logs, full disks, readers, migrations: with small numbers and a fixed seed.

More is tried before a change lands, and everything by name: see `tests/reliability/sizes.py`.
"""

from pathlib import Path

import duckdb
import pytest

from tests.reliability import readers
from tests.reliability.children import start
from tests.reliability.figures import Figures
from tests.reliability.kill import is_clean, kill, outcome_of
from tests.reliability.obstacles import ALL, full_disk, is_clear, obstruct
from tests.reliability.sizes import SAMPLE, UNIT, WHOLE
from tests.reliability.upgrades import failing_migrations, revisions, upgrade
from tests.reliability.versions import contents, file_digest, make_version, mark, marker
from tests.reliability.wal import LOGS, of_copy, of_old_file, of_old_storage, stray_logs
from warehouse.build import build as building
from warehouse.build.build import build
from warehouse.build.engine import open_file
from warehouse.faults import WarehouseError
from warehouse.place import ROOT

SIZES = (UNIT, SAMPLE, WHOLE)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return files of version 1 and 2, and one that mixes them."""
    folder = tmp_path_factory.mktemp("versions")
    seeds = {name: make_version(folder / name, number) for number, name in enumerate("ab", 1)}
    seeds["mixed"] = make_version(folder / "mixed", 1)
    mark(seeds["mixed"], "cases_registered", 2)
    made = {}
    for name, version in seeds.items():
        made[name] = folder / f"{name}.duckdb"
        build(made[name], version, lambda step: None)
    return made


def shown(figures: Figures) -> Figures:
    """Print the figures, so that they stand in the output, and assert that no promise broke."""
    print(figures.table())
    assert "\n".join(figures.broken()) == ""
    return figures


def test_a_killed_build_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    counts = shown(kill(tmp_path, UNIT.random_kills, UNIT.every_place)).counts
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


def test_a_mixed_and_an_unreadable_file_are_seen(files: dict[str, Path], tmp_path: Path) -> None:
    old, new = contents(files["a"]), contents(files["b"])
    assert outcome_of(files["a"], old, new) == "wholly old"
    assert outcome_of(files["b"], old, new) == "wholly new"
    assert outcome_of(files["mixed"], old, new) == "neither old nor new"
    assert outcome_of(files["mixed"], old, new, file_digest(files["mixed"])).startswith("neither")
    half = tmp_path / "half.duckdb"
    half.write_bytes(files["a"].read_bytes()[:100_000])
    assert outcome_of(half, old, new) == "unreadable"
    assert outcome_of(tmp_path / "none.duckdb", old, new) == "unreadable"
    for name in (".warehouse.0", f"{files['a'].name}.wal"):
        debris = files["a"].with_name(name)
        assert is_clean(files["a"], 1)
        debris.touch()
        assert not is_clean(files["a"], 1)
        debris.unlink()


def test_a_build_that_fails_in_a_child_is_seen(tmp_path: Path) -> None:
    process, _ = start(tmp_path / "nowhere" / "warehouse.duckdb", tmp_path)
    process.join()
    assert process.exitcode == 1


def test_a_stray_log_is_neither_replayed_nor_an_outage(tmp_path: Path) -> None:
    logs = LOGS[:: UNIT.every_log]
    counts = shown(stray_logs(tmp_path, logs)).counts
    assert counts["logs left beside a published file"] == 2 * len(logs) >= 4
    assert counts["wholly the new file"] == 2 * len(logs)


@pytest.mark.parametrize("leave", [of_old_file, of_copy, of_old_storage])
def test_without_a_publication_a_stray_log_does_harm(
    leave: object, files: dict[str, Path], tmp_path: Path
) -> None:
    assert callable(leave)
    target = tmp_path / "warehouse.duckdb"
    target.write_bytes(files["a"].read_bytes())
    leave(target, tmp_path / "warehouse.duckdb.wal")
    assert outcome_of(target, contents(files["a"]), "") != "wholly old"


def test_an_obstacle_gives_a_clear_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    obstacles = ALL[:: UNIT.every_obstacle]
    counts = shown(obstruct(tmp_path, obstacles)).counts
    assert counts["builds obstructed"] == len(obstacles) >= 4


def test_a_build_with_room_enough_is_not_called_obstructed(tmp_path: Path) -> None:
    figures = obstruct(tmp_path, full_disk([100_000_000]))
    assert figures.counts["build succeeded"] == figures.counts["file changed"] == 1
    assert len(figures.broken()) > 2


def test_an_unclear_error_is_seen() -> None:
    assert is_clear(1, "error: there is no room\n")
    assert not is_clear(1, "Traceback (most recent call last):\n  ...\nOSError: no room\n")
    assert not is_clear(1, "error: there is no room\n(Background on this error at: …)\n")
    assert not is_clear(0, "error: there is no room\n")


def test_readers_see_one_version_at_a_time_and_never_an_error(tmp_path: Path) -> None:
    counts = shown(readers.read_through(tmp_path, UNIT.readers, UNIT.publications)).counts
    assert counts["publications"] == UNIT.publications
    assert counts["queries"] > 20
    assert counts["versions seen, summed over readers"] >= UNIT.readers


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


def test_files_of_every_earlier_step_become_the_same_file(tmp_path: Path) -> None:
    counts = shown(upgrade(tmp_path)).counts
    assert counts["files of an earlier step upgraded"] == len(revisions()) - 1 >= 2


def test_a_migration_that_fails_half_way_leaves_the_old_file(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "warehouse.duckdb"
    target.write_bytes(files["a"].read_bytes())
    seeds = make_version(tmp_path / "seeds", 2)
    with monkeypatch.context() as patched:
        patched.setattr(building, "MIGRATIONS", failing_migrations(tmp_path))
        with pytest.raises(WarehouseError, match='"half" already exists'):
            build(target, seeds, lambda step: None)
    assert file_digest(target) == file_digest(files["a"])
    assert is_clean(target, 1)
    build(target, seeds, lambda step: None)
    assert is_clean(target, 2)


def test_a_migration_that_fails_half_way_undoes_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "warehouse.duckdb"
    with open_file(path) as file:
        building.migrate(file)
    before = contents(path)
    monkeypatch.setattr(building, "MIGRATIONS", failing_migrations(tmp_path))
    with open_file(path) as file, pytest.raises(WarehouseError, match="migration failed"):
        building.migrate(file)
    assert contents(path) == before


def test_the_page_tells_the_sizes() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")

    def part(every: int, noun: str = "") -> str:
        return "all" if every == 1 else f"every {every}{'rd' if every == 3 else 'th'}{noun}"

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
    }
    for fault, sizes in told.items():
        assert f"| {fault} | {' | '.join(sizes)} |" in page
