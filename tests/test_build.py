"""The build is a pure function, and publishing replaces the file in one step."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.editions import FEW, few_tables
from warehouse.build.build import build
from warehouse.build.kept import Record
from warehouse.build.publish import replacement
from warehouse.build.scale import STORED
from warehouse.faults import InputRefused, WarehouseError

Contents = dict[str, Any]


def quiet(step: str) -> None:
    """Say nothing of a step."""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return seeds that a test may change; which ones does not matter here."""
    return few_tables(tmp_path / "seeds")


def contents(path: Path) -> Contents:
    """Return the catalogue and every row of every table."""
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = (
            "schema_name, table_name, column_name, data_type, is_nullable, comment, column_index"
        )
        found: Contents = {
            "columns": connection.execute(
                f"select {columns} from duckdb_columns() where not internal order by all"
            ).fetchall(),
            "views": connection.execute(
                "select schema_name, view_name, sql, comment from duckdb_views() "
                "where not internal order by all"
            ).fetchall(),
        }
        tables = "select schema_name || '.' || table_name from duckdb_tables()"
        for (table,) in connection.execute(tables).fetchall():
            found[table] = connection.execute(f"from {table}").fetchall()
    return found


def test_the_same_inputs_give_the_same_contents(few: Path, seeds: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.duckdb"
    build(again, seeds, quiet)
    assert contents(again) == contents(few)
    assert len(contents(again)["main.fact_victims"]) > 20


def test_other_inputs_give_other_contents(few: Path, tmp_path: Path, seeds: Path) -> None:
    path = seeds / "2022" / "victims_by_sex.csv"
    path.write_text(path.read_text().replace("250", "251"))
    other = tmp_path / "other.duckdb"
    build(other, seeds, quiet)
    before, after = contents(few), contents(other)
    assert {name for name in before if before[name] != after[name]} == {
        "main.fact_victims",
        "build.inputs",
        # No sum has the cell.
        *set(STORED) - {"build.all_codes", "build.term_sums"},
    }


@pytest.mark.usefixtures("made_once")
def test_an_open_reader_keeps_its_file_and_the_next_one_gets_the_new(
    few: Path, tmp_path: Path, seeds: Path
) -> None:
    target = tmp_path / "warehouse.duckdb"
    target.write_bytes(few.read_bytes())
    query = (
        "select count from fact_victims where table_code = 'victims_by_sex' order by all limit 1"
    )
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import duckdb, sys\n"
            "connection = duckdb.connect(sys.argv[1], read_only=True)\n"
            "for line in sys.stdin:\n"
            "    print(connection.execute(line).fetchall(), flush=True)\n",
            str(target),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None

    def ask() -> str:
        reader.stdin.write(f"{query}\n")  # type: ignore[union-attr]
        reader.stdin.flush()  # type: ignore[union-attr]
        return reader.stdout.readline()  # type: ignore[union-attr]

    try:
        assert ask() == "[(250,)]\n"
        path = seeds / "2022" / "victims_by_sex.csv"
        path.write_text(path.read_text().replace("250", "251"))
        build(target, seeds, quiet)
        assert ask() == "[(250,)]\n"
    finally:
        reader.stdin.close()
        reader.wait()
    with duckdb.connect(str(target), read_only=True) as connection:
        assert connection.execute(query).fetchall() == [(251,)]


def test_a_refused_input_leaves_nothing_behind(tmp_path: Path, seeds: Path) -> None:
    (seeds / "2022" / "victims_by_sex.csv").write_text("sex,2018\nF,many\n")
    target = tmp_path / "warehouse.duckdb"
    with pytest.raises(InputRefused):
        build(target, seeds, quiet)
    assert [path.name for path in tmp_path.glob("*.duckdb*")] == ["warehouse.duckdb.lock"]


@pytest.mark.usefixtures("made_once")
def test_debris_of_a_killed_build_is_removed(tmp_path: Path, seeds: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    left_by = Record(target)
    for name in (".warehouse.0", ".warehouse.1"):
        left_by.add((name,))
        (tmp_path / name).mkdir()
        (tmp_path / name / "warehouse.duckdb").write_bytes(b"half a file")
    build(target, seeds, quiet)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["seeds", "warehouse.duckdb", "warehouse.duckdb.lock"]


@pytest.mark.usefixtures("made_once")
def test_a_stray_log_is_moved_aside(few: Path, tmp_path: Path, seeds: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    target.write_bytes(few.read_bytes())
    (tmp_path / "warehouse.duckdb.wal").write_bytes(b"of another file")
    build(target, seeds, quiet)
    assert not (tmp_path / "warehouse.duckdb.wal").exists()
    with duckdb.connect(str(target), read_only=True) as connection:
        assert connection.execute("select count(*) from dim_table").fetchall() == [(len(FEW),)]


def test_a_file_that_was_not_closed_is_not_published(tmp_path: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    target.write_bytes(b"old")
    with pytest.raises(WarehouseError, match="not closed"), replacement(target) as building:
        building.write_bytes(b"new")
        Path(f"{building}.wal").write_bytes(b"log")
    assert target.read_bytes() == b"old"


def test_a_folder_that_does_not_exist_is_a_clear_error(tmp_path: Path, known_seeds: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no folder"):
        build(tmp_path / "nowhere" / "warehouse.duckdb", known_seeds, quiet)


def test_the_file_is_written_for_older_readers(database: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as figures (read_only)")
        ((tags,),) = connection.execute(
            "select tags['storage_version'] from duckdb_databases() where database_name = 'figures'"
        ).fetchall()
    assert tags.startswith("v1.4.0")
