"""The synthetic warehouse keeps the rules of a real one, says what it is, and can be made again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks.dbt_project import DifferentRows
from benchmarks.grown import grow
from benchmarks.spark import Read, Size, compare, names, read_with_duckdb, table
from warehouse.build.star import FACT_CHECKS
from warehouse.names import FACTS
from warehouse.place import sql_files

CELLS = 10_000
EDITIONS = 2


@pytest.fixture(scope="module", autouse=True)
def _few_editions() -> Iterator[None]:
    """Each edition has views of its own, which take longer to make than the figures."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("benchmarks.grown.EDITIONS", EDITIONS)
        yield


@pytest.fixture(scope="module")
def grown(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("grown") / "warehouse.duckdb"
    assert CELLS <= grow(database, path, CELLS, seed=7) < 2 * CELLS
    return path


def test_its_cells_keep_the_rules_of_facts(grown: Path) -> None:
    with duckdb.connect(str(grown), read_only=True) as connection:
        for process in FACTS:
            for rule in FACT_CHECKS:
                broken = f"from fact_{process} where not coalesce({rule}, true)"
                assert connection.execute(broken).fetchall() == [], rule
        for path in sql_files("build/checks"):
            assert connection.execute(path.read_text(encoding="utf-8")).fetchall() == [], path.stem
        kinds = connection.execute(
            "select distinct observation_status_code from all_cells where edition_code > '2022'"
        ).fetchall()
        assert sorted(kinds) == [("A",), ("L",), ("O",), ("Q",)]
        for name in names(connection):
            assert connection.execute(f"from mart.{name} limit 1").fetchone()


def test_it_says_that_it_is_synthetic(grown: Path) -> None:
    with duckdb.connect(str(grown), read_only=True) as connection:
        editions = connection.execute(
            "select title, publisher, citation from dim_edition where edition_code > '2022'"
        ).fetchall()
        headings = connection.execute(
            "select distinct heading_nl, notes_en from dim_table where edition_code > '2022'"
        ).fetchall()
    assert len(editions) == EDITIONS
    for texts in (*editions, *headings):
        assert all("ynthetic" in text for text in texts)


def test_the_same_seed_gives_the_same_figures(database: Path, grown: Path, tmp_path: Path) -> None:
    differences = {}
    for seed in (7, 8):
        other = tmp_path / f"seed{seed}.duckdb"
        grow(database, other, CELLS, seed=seed)
        with duckdb.connect(str(grown), read_only=True) as connection:
            connection.execute(f"attach '{other}' as other (read_only)")
            ((differences[seed],),) = connection.execute(
                "select count(*) from (from fact_victims except all from other.fact_victims)"
            ).fetchall()
    assert differences[7] == 0
    assert differences[8] > CELLS / 2


def test_what_is_compared_and_told(database: Path, tmp_path: Path) -> None:
    files, output = tmp_path / "files", tmp_path / "output"
    files.mkdir()
    seconds = read_with_duckdb(database, files)
    for view in seconds:
        (output / view).mkdir(parents=True)
        shutil.move(files / f"{view}.parquet", output / view / "part.parquet")
    rows = compare(database, output)
    assert sum(rows.values()) == 525
    assert rows.keys() == seconds.keys()
    shutil.copy(output / "victims_by_sex" / "part.parquet", output / "victims_by_sex" / "2.parquet")
    with pytest.raises(DifferentRows, match=r"^victims_by_sex: 0 rows only in DuckDB, 10 only"):
        compare(database, output)
    reads = [Read(view, count, [0.5], [1.0, 3.0, 2.0]) for view, count in rows.items()]
    lines = table(Size(525, 1_000_000, 9, [4.0], reads)).splitlines()
    assert "| victims_by_sex | 10 | 0.500 | 2.00 | 4.00 |" in lines
    assert lines[-1] == "| all of them | 525 | 10.5 | 42.0 | 4.00 |"
