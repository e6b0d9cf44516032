"""Publishing keeps older files, publishes nothing twice, waits its turn, spares people's work."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from tests.cases import first
from tests.editions import few_tables
from warehouse.build import kept, provenance
from warehouse.build.build import build
from warehouse.build.publish import lock, replacement, rollback
from warehouse.cli.main import cli
from warehouse.edition.compare import compare_files
from warehouse.faults import WarehouseError

pytestmark = pytest.mark.usefixtures("made_once")

QUERY = "select count from fact_victims where table_code = 'victims_by_sex' order by all limit 1"
REPLACE = (
    "update fact_victims set printed = $1, count = $1, count_min = $1, count_max = $1 "
    f"where table_code = 'victims_by_sex' and count = ({QUERY})"
)


def quiet(step: str) -> None:
    """Say nothing of a step."""


def change(seeds: Path, old: str, new: str) -> None:
    path = seeds / "2022" / "victims_by_sex.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def figure(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        ((found,),) = connection.execute(QUERY).fetchall()
    return int(found)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return seeds that a test may change; which ones does not matter here."""
    return few_tables(tmp_path / "seeds")


@pytest.fixture
def target(tmp_path: Path, few: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(few.read_bytes())
    return path


def identity(path: Path) -> tuple[int, ...]:
    """Return what tells one file from another; that it was read makes no other file of it."""
    state = path.stat()
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def test_nothing_new_publishes_nothing(target: Path, seeds: Path) -> None:
    before = identity(target)
    assert build(target, seeds, quiet) is None
    assert identity(target) == before


@pytest.mark.parametrize("which", ["seeds", "duckdb"])
def test_any_new_input_is_published(
    target: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    if which == "seeds":
        change(seeds, "250", "251")
    else:
        monkeypatch.setattr(provenance, "version", lambda name: "99")
    assert build(target, seeds, quiet) is not None
    assert build(target, seeds, quiet) is None


def test_older_files_stay_and_can_be_put_back(target: Path) -> None:
    for number in (251, 252, 253):
        with replacement(target, keep=2) as building:
            building.write_bytes(target.read_bytes())
            with duckdb.connect(str(building)) as connection:
                connection.execute(REPLACE, [number])
    assert figure(target) == 253
    older = [target.with_name(f"{target.name}.{number}") for number in (1, 2, 3)]
    assert [figure(path) for path in older[:2]] == [252, 251]
    assert not older[2].exists()

    undone = rollback(target)
    assert (figure(target), figure(undone)) == (252, 253)
    rollback(target)
    assert figure(target) == 251
    with pytest.raises(WarehouseError, match="no older file"):
        rollback(target)
    assert figure(target) == 251


def test_keeping_none_removes_what_was_kept(target: Path, seeds: Path) -> None:
    change(seeds, "250", "251")
    build(target, seeds, quiet, keep=1)
    older = target.with_name(f"{target.name}.1")
    assert (figure(target), figure(older)) == (251, 250)
    change(seeds, "251", "252")
    build(target, seeds, quiet, keep=0)
    assert sorted(path.name for path in target.parent.glob("*.duckdb*")) == [
        "warehouse.duckdb",
        "warehouse.duckdb.lock",
    ]


def test_an_older_file_that_cannot_be_opened_is_not_put_back(target: Path) -> None:
    spoiled = target.with_name("warehouse.duckdb.1")
    spoiled.write_bytes(b"spoiled" * 1000)
    kept.Record(target).add(kept.identity(spoiled))
    before = target.read_bytes()
    with pytest.raises(WarehouseError, match="not a warehouse"):
        rollback(target)
    assert target.read_bytes() == before


MADE_BY_PEOPLE = [
    ("create table mine (a integer)", "table main.mine"),
    ("create view mart.mine as select 1 as a", "view mart.mine"),
    ("create schema mine", "schema mine"),
    ("create macro mine(a) as a + 1", "macro main.mine"),
    ("create sequence mine", "sequence main.mine"),
    ("create type mine as enum ('a')", "type main.mine"),
    ("create index mine on dim_year (label_nl)", "index main.mine"),
]


@pytest.mark.parametrize(("statement", "name"), first(2, MADE_BY_PEOPLE))
def test_what_people_made_is_named_before_it_vanishes(
    target: Path, seeds: Path, statement: str, name: str
) -> None:
    with duckdb.connect(str(target)) as connection:
        connection.execute(statement)
    change(seeds, "250", "251")
    before = target.read_bytes()
    with pytest.raises(WarehouseError, match=rf"did not make: {name}\. "):
        build(target, seeds, quiet)
    assert target.read_bytes() == before


def test_what_people_made_vanishes_when_they_say_so(target: Path, seeds: Path) -> None:
    with duckdb.connect(str(target)) as connection:
        for statement, _ in MADE_BY_PEOPLE:
            connection.execute(statement)
    change(seeds, "250", "251")
    build(target, seeds, quiet, discard=True)
    assert figure(target) == 251
    left = provenance.inspect(target)
    assert left is not None
    assert left.by_hand == []


@pytest.fixture
def of_before(target: Path) -> Path:
    """Return a file as it was when what the build says of it stood among the figures."""
    with duckdb.connect(str(target)) as connection:
        connection.execute(
            "create table main.build_object as "
            "select * replace (replace(object_name, 'build.', 'main.build_') as object_name) "
            "from build.objects "
            "where object_kind = 'table' or not starts_with(object_name, 'build')"
        )
        connection.execute(
            "update main.build_object set object_name = rtrim(object_name, 's') "
            "where starts_with(object_name, 'main.build_')"
        )
        connection.execute("create table main.build_input as from build.inputs")
        connection.execute("drop schema build cascade")
    return target


def test_a_file_of_an_earlier_version_is_known_and_replaced(of_before: Path, seeds: Path) -> None:
    found = provenance.inspect(of_before)
    assert found is not None
    assert found.by_hand == []
    assert found.inputs == provenance.fingerprint(seeds)
    change(seeds, "250", "251")
    build(of_before, seeds, quiet, keep=1)
    assert figure(of_before) == 251
    older = of_before.with_name(f"{of_before.name}.1")
    gone = {one.table for one in compare_files(older, of_before) if one.kind == "removed"}
    assert gone == {"build_input", "build_object"}


def test_a_file_of_an_earlier_version_that_is_put_back_says_what_it_is(
    of_before: Path, seeds: Path
) -> None:
    change(seeds, "250", "251")
    build(of_before, seeds, quiet, keep=1)
    rollback(of_before)
    assert figure(of_before) == 250
    asked = CliRunner().invoke(cli, ["show", "victims_by_sex", "--database", str(of_before)])
    assert "another version made this file" in str(asked.exception)


def test_another_database_is_not_overwritten(tmp_path: Path, seeds: Path) -> None:
    target = tmp_path / "mine.duckdb"
    with duckdb.connect(str(target)) as connection:
        connection.execute("create table work_of_years as from range(10)")
    with pytest.raises(WarehouseError, match=r"table main\.work_of_years"):
        build(target, seeds, quiet)


def test_a_file_that_is_no_database_is_not_overwritten(tmp_path: Path, seeds: Path) -> None:
    target = tmp_path / "thesis.odt"
    target.write_bytes(b"years of work" * 1000)
    with pytest.raises(WarehouseError, match="is not a warehouse"):
        build(target, seeds, quiet)
    assert target.read_bytes() == b"years of work" * 1000


def test_a_file_open_for_writing_is_not_replaced(target: Path, seeds: Path) -> None:
    code = (
        "import duckdb, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        change(seeds, "250", "251")
        with pytest.raises(WarehouseError, match="is open for writing; close that program first"):
            build(target, seeds, quiet)
    finally:
        writer.communicate("")
    assert build(target, seeds, quiet) is not None


def holder(target: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a process that holds the lock; return when it does."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from warehouse.build.publish import lock\n"
        "with lock(Path(sys.argv[1]), 0, print):\n"
        "    print('held', flush=True)\n"
        "    time.sleep(float(sys.argv[2]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(target), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_build_says_who_holds_the_lock(target: Path, seeds: Path) -> None:
    first = holder(target, 60)
    try:
        with pytest.raises(WarehouseError, match=rf"process {first.pid} on .* is working on"):
            build(target, seeds, quiet, wait=0.1)
    finally:
        first.kill()
        first.wait()
    assert build(target, seeds, quiet, wait=0) is None, "a killed holder must not block"


def test_a_second_build_waits_for_the_first(target: Path, seeds: Path) -> None:
    first = holder(target, 1)
    steps: list[str] = []
    assert build(target, seeds, steps.append, wait=60) is None
    assert first.wait() == 0
    assert steps[0] == f"waiting for process {first.pid} on {steps[0].split(' on ')[1]}"


def test_the_lock_leaves_no_name_behind(target: Path) -> None:
    with lock(target, 0, quiet):
        assert target.with_name("warehouse.duckdb.lock").read_text().startswith("process ")
    assert target.with_name("warehouse.duckdb.lock").read_text() == ""


def test_a_target_that_is_a_folder_is_a_clear_error(tmp_path: Path, seeds: Path) -> None:
    with pytest.raises(WarehouseError, match="is a folder; name a file in it"):
        build(tmp_path, seeds, quiet)
