"""A large build does without foreign keys on facts, says so, and proves them by query."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from benchmarks.synthetic import write_seeds
from tests.cases import first
from tests.editions import FEW, few_tables, unproved
from tests.test_checks import broken
from warehouse.build import scale
from warehouse.build.build import build
from warehouse.build.star import METADATA
from warehouse.build.views import store
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError
from warehouse.names import FACTS

KEYS = "select count(*) from duckdb_constraints() where constraint_type = 'FOREIGN KEY' and "
CELLS = "select * from main.all_cells order by all"


@pytest.fixture
def spoilt(large: Path, tmp_path: Path) -> Path:
    """Return a copy of the large warehouse that a test may spoil."""
    return Path(shutil.copy(large, tmp_path / "spoilt.duckdb"))


def one(path: Path, query: str) -> object:
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_the_file_says_what_was_decided(database: Path, large: Path) -> None:
    setting = "select setting from build.settings where setting_name = 'foreign_keys'"
    assert one(database, setting) == "declared"
    assert one(large, setting) == "proved by query"
    kind = "select count(*) from duckdb_tables() where table_name = 'all_cells'"
    assert (one(database, kind), one(large, kind)) == (1, 0)


def test_only_facts_go_without_foreign_keys(database: Path, large: Path) -> None:
    # The figures of sentences are few in every file.
    facts = f"table_name in {tuple(f'fact_{name}' for name in FACTS)}"
    others = f"not {facts}"
    declared = [METADATA.tables[f"fact_{name}"].foreign_key_constraints for name in FACTS]
    assert one(database, KEYS + facts) == sum(map(len, declared)) > 0
    assert one(large, KEYS + facts) == 0
    assert one(large, KEYS + others) == one(database, KEYS + others)
    checks = KEYS.replace("FOREIGN KEY", "CHECK") + facts
    assert one(large, checks) == one(database, checks) != 0


def test_a_large_build_holds_the_same(database: Path, large: Path) -> None:
    with (
        duckdb.connect(str(database), read_only=True) as small,
        duckdb.connect(str(large), read_only=True) as other,
    ):
        assert small.execute(CELLS).fetchall() == other.execute(CELLS).fetchall()


@pytest.mark.parametrize("dimension", first(2, ["year", "age", "sex", "placement", "outcome"]))
def test_a_key_without_its_dimension_is_seen(spoilt: Path, dimension: str) -> None:
    column = dimension if dimension == "year" else f"{dimension}_code"
    with duckdb.connect(str(spoilt)) as connection:
        connection.execute("delete from fact_sentence_figures")  # it has keys, which would refuse
        connection.execute(
            f"delete from dim_{dimension} where {column} = "
            f"(select {column} from fact_victims where table_code = 'age_by_form' limit 1)"
        )
        store(connection)
    assert re.search(f"references: .*{column}", broken(spoilt))


@pytest.mark.parametrize("column", ["form_code", "origin_code", "table_code", "measure"])
def test_a_text_outside_its_list_cannot_be_stored(spoilt: Path, column: str) -> None:
    with (
        duckdb.connect(str(spoilt)) as connection,
        pytest.raises(duckdb.ConversionException, match="'gone' to ENUM"),
    ):
        connection.execute(f"update fact_victims set {column} = 'gone'")


def test_narrow_types_read_as_text(database: Path, large: Path) -> None:
    query = "select object_name, column_name, data_type from build.columns where object_name "
    with (
        duckdb.connect(str(database), read_only=True) as small,
        duckdb.connect(str(large), read_only=True) as other,
    ):
        facts = f"{query} like 'main.fact_%' order by all"
        assert small.execute(facts).fetchall() == other.execute(facts).fetchall() != []


@pytest.mark.parametrize(
    ("constant", "size"),
    first(1, [("REPORT_SCHEMAS", 100_000), ("REPORT_SCHEMAS_IF_LARGE", 100)]),
)
def test_only_the_newest_editions_have_report_views(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, constant: str, size: int
) -> None:
    monkeypatch.setattr(scale, constant, 2)
    monkeypatch.setattr(scale, "SMALL_UP_TO", size)
    write_seeds(tmp_path / "seeds", 3)
    for file in (tmp_path / "seeds").glob("2*/*"):
        if file.stem not in ("edition", "top_nationalities_by_form", *FEW):
            file.unlink()
    path = tmp_path / "three.duckdb"
    unproved(path, tmp_path / "seeds")
    query = (
        "select list(schema_name order by 1) from duckdb_schemas() where schema_name ^@ 'report'"
    )
    assert one(path, query) == ["report_2024", "report_2025"]
    # The older one is still shown as it was printed.
    options = ["--edition", "2023", "--database", str(path)]
    for table in ("victims_by_form", "top_nationalities_by_form"):
        result = CliRunner().invoke(cli, ["show", table, *options])
        assert result.exit_code == 0, result.output
        printed = (tmp_path / "seeds" / "2023" / f"{table}.csv").read_text(encoding="utf-8")
        for cell in printed.split("\n")[1].split(",")[1:]:
            assert cell in result.output


@pytest.mark.thorough
def test_memory_is_bounded_by_the_setting(tmp_path: Path) -> None:
    seeds = few_tables(tmp_path / "seeds")
    with pytest.raises(WarehouseError, match="memory"):
        build(tmp_path / "none.duckdb", seeds, lambda step: None, memory="much")
    assert not (tmp_path / "none.duckdb").exists()
    build(tmp_path / "some.duckdb", seeds, lambda step: None, memory="200MB")
    assert (tmp_path / "some.duckdb").exists()


@pytest.mark.thorough
def test_synthetic_editions_are_marked_and_repeat(tmp_path: Path) -> None:
    cells = [
        write_seeds(tmp_path / name, 2, origins=30, years=8, seed=seed)
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    ]
    assert cells == [cells[0]] * 3
    texts = {
        name: {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*.*")
        }
        for name in "abc"
    }
    assert texts["a"] == texts["b"] != texts["c"]
    path = tmp_path / "synthetic.duckdb"
    build(path, tmp_path / "a", lambda step: None)
    assert one(path, "select count(*) from main.all_cells") == cells[0]
    assert one(path, "select bool_and(contains(title, 'Synthetic')) from main.dim_edition") is True
