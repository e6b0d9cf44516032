"""The migrations build the schema of the models, both ways; it refuses contradictions."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.schema import CreateSchema

from tests.cases import first
from warehouse.build import tables
from warehouse.build.engine import engine_on, open_file
from warehouse.build.provenance import OBJECTS
from warehouse.build.star import FACT_CHECKS
from warehouse.build.statements import claim
from warehouse.build.tables import code_columns, create_tables, digest, migrate, rendered
from warehouse.faults import WarehouseError
from warehouse.names import CODE_LISTS, FACTS
from warehouse.place import MIGRATIONS, ROOT

COLUMNS = """
    select table_name, column_name, data_type, is_nullable, column_default
    from duckdb_columns() where not internal and table_name <> 'alembic_version' order by all
"""
CONSTRAINTS = """
    select table_name, constraint_type, constraint_text
    from duckdb_constraints() where table_name <> 'alembic_version' order by all
"""


def catalogue(path: Path) -> list[list[tuple[Any, ...]]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return [connection.execute(query).fetchall() for query in (COLUMNS, CONSTRAINTS)]


def migrated(path: Path) -> Path:
    with open_file(path) as file:
        migrate(file)
    return path


def config(connection: Any) -> Config:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.attributes["connection"] = connection
    return made


def test_migrations_build_the_models(tmp_path: Path) -> None:
    migrated(tmp_path / "migrated.duckdb")
    with open_file(tmp_path / "models.duckdb") as file, engine_on(file).begin() as connection:
        connection.execute(CreateSchema("build"))
        claim.metadata.create_all(connection)
    made, models = (catalogue(tmp_path / f"{name}.duckdb") for name in ("migrated", "models"))
    assert made == models
    assert len(made[0]) > 100
    kinds = {kind for _, kind, _ in made[1]}
    assert kinds == {"PRIMARY KEY", "FOREIGN KEY", "CHECK", "NOT NULL"}


def test_a_build_creates_the_tables_of_the_migrations(tmp_path: Path) -> None:
    with open_file(tmp_path / "created.duckdb") as file:
        create_tables(file)
        assert file.execute("from build.alembic_version").fetchall() == [("0003",)]
    created = catalogue(tmp_path / "created.duckdb")
    assert created == catalogue(migrated(tmp_path / "migrated.duckdb"))


def test_the_tables_are_written_down_as_the_migrations_have_them() -> None:
    """If not: python -m tests.renew_docs."""
    written = (MIGRATIONS / "tables.sql").read_text(encoding="utf-8")
    assert written == f"{tables.HEAD.format(digest())}{rendered(digest())}\n"


def test_tables_that_are_not_written_down_yet_are_created_by_the_migrations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, steps)
    path = steps / "versions" / "0001_dimensions.py"
    text = path.read_text(encoding="utf-8")
    assert text.count('    code_list("sex")\n') == 1
    changed = text.replace('code_list("sex")', 'code_list("sex", sa.Column("extra", sa.String()))')
    path.write_text(changed, encoding="utf-8")
    known = code_columns()["sex"]
    monkeypatch.setattr(tables, "MIGRATIONS", steps)
    assert code_columns()["sex"] == [*known, "extra"]
    with duckdb.connect() as connection:
        create_tables(connection)
        assert connection.execute("select extra from dim_sex").fetchall() == []


def test_the_columns_of_code_lists_are_those_of_the_models() -> None:
    models = claim.metadata.tables
    for name, columns in code_columns().items():
        assert [*columns, "sort_order"] == sorted(
            models[f"dim_{name}"].columns.keys(), key=lambda column: column == "sort_order"
        )
    assert sorted(code_columns()) == sorted(CODE_LISTS)


def test_a_difference_between_migrations_and_models_is_seen(tmp_path: Path) -> None:
    path = migrated(tmp_path / "warehouse.duckdb")
    before = catalogue(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("alter table fact_cases add column extra integer")
    assert catalogue(path) != before


def test_migrations_are_linear() -> None:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(made)
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    assert not any(step.is_merge_point or step.is_branch_point for step in script.walk_revisions())


@pytest.mark.parametrize("kind", first(1, ["filled", "empty", "large"]))
def test_everything_can_be_undone(tmp_path: Path, database: Path, large: Path, kind: str) -> None:
    path = tmp_path / "warehouse.duckdb"
    if kind == "empty":
        migrated(path)
    elif kind == "filled":
        path.write_bytes(database.read_bytes())
    else:
        path.write_bytes(large.read_bytes())
    with open_file(path) as file, engine_on(file).connect() as connection:
        command.downgrade(config(connection), "base")
    with duckdb.connect(str(path)) as connection:
        tables = connection.execute("select table_name from duckdb_tables()").fetchall()
        left = connection.execute(OBJECTS.read_text(encoding="utf-8")).fetchall()
    assert (tables, left) == ([], [])
    assert len(catalogue(migrated(path))[0]) > 100


@pytest.mark.parametrize("step", ["0001", "0002"])
def test_a_filled_file_is_refused_and_stays_as_it_is(tmp_path: Path, step: str) -> None:
    path = tmp_path / "warehouse.duckdb"
    with open_file(path) as file:
        migrate(file, step)
        file.execute("insert into dim_sex values ('F', 'Vrouw', 'Female', 'x', 'x', null, 1)")
    before = catalogue(path)
    with open_file(path) as file, pytest.raises(WarehouseError, match="run on empty files only"):
        migrate(file)
    assert catalogue(path) == before


def test_a_file_that_alembic_does_not_know_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as file:
        file.execute("create table alembic_version as select '0003' as version_num")
    before = catalogue(path)
    with open_file(path) as file, pytest.raises(WarehouseError, match="run on empty files only"):
        migrate(file)
    assert catalogue(path) == before
    assert catalogue(path)[0] == []


def alembic(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alembic", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)


def test_alembic_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.duckdb"
    for word in ("current", "history", "check"):
        told = alembic("-x", f"database={path}", word)
        assert not path.exists(), word
        assert "Traceback" not in told.stderr
    assert alembic("-x", f"database={path}", "upgrade", "head").returncode == 0
    assert len(catalogue(path)[0]) > 100


# A valid suppressed cell, and what turns it into a contradiction.
CELL: dict[str, Any] = {
    "edition_code": "2022",
    "table_code": "victims_by_age",
    "row_position": 1,
    "column_position": 1,
    "first_year": 2018,
    "year": 2018,
    "population_code": "REPORTED",
    "form_code": "_T",
    "form_counting_code": "_Z",
    "sector_code": "_T",
    "origin_code": "_T",
    "age_code": "_U",
    "sex_code": "_T",
    "reporter_code": "_T",
    "outcome_code": "_T",
    "measure": "count",
    "printed": "<5",
    "count": None,
    "count_min": 0,
    "count_max": 4,
    "share": None,
    "value": None,
    "printed_rank": None,
    "is_suppressed": True,
    "observation_status_code": "Q",
    "confidentiality_status_code": "A",
    "placement_code": "printed",
    "placement_reason_nl": None,
    "placement_reason_en": None,
    "is_newest": True,
    "series_key": "victims_by_age.count.age=Y0T17",
}
FIGURE: dict[str, Any] = {
    "printed": "7",
    "count": 7,
    "count_min": 7,
    "count_max": 7,
    "is_suppressed": False,
    "observation_status_code": "A",
    "confidentiality_status_code": "F",
}
SHARE: dict[str, Any] = FIGURE | {"measure": "share", "printed": "7%", "share": 0.07, "count": None}
SHARE |= {"count_min": None, "count_max": None}
MEAN: dict[str, Any] = SHARE | {"measure": "mean_age", "printed": "25,01", "share": None}
MEAN |= {"value": 25.01}
RANKED: dict[str, Any] = FIGURE | {"printed": "4 (7)", "printed_rank": 4}
PERIOD: dict[str, Any] = {"first_year": 2018, "year": 2022}
CONTRADICTIONS: dict[str, dict[str, Any]] = {
    "a hidden cell with a count": {"count": 3},
    "a hidden cell without bounds": {"count_min": None, "count_max": None},
    "a hidden cell with one bound": {"count_min": None},
    "a hidden cell whose bounds are one figure": {"count_min": 4},
    "bounds in the wrong order": {"count_min": 5},
    "a negative bound": {"count_min": -1},
    "a hidden cell not marked as hidden": {"is_suppressed": False},
    "a hidden cell with a normal status": {"observation_status_code": "A"},
    "a hidden cell that is free": {"confidentiality_status_code": "F"},
    "a hidden cell printed as a figure": {"printed": "3"},
    "a figure without a count": FIGURE | {"count": None},
    "a figure with other bounds": FIGURE | {"count_max": 8},
    "a figure that is confidential": FIGURE | {"confidentiality_status_code": "A"},
    "a figure marked as not printed": FIGURE | {"observation_status_code": "L"},
    "an unknown cell without bounds": FIGURE
    | {"observation_status_code": "O", "count": None, "count_min": None, "count_max": None},
    "a cell not printed that has bounds": FIGURE
    | {"observation_status_code": "L", "count": None, "count_min": 0, "count_max": 9},
    "a share with a count": SHARE | {"count": 7, "count_min": 7, "count_max": 7},
    "a share above one": SHARE | {"share": 1.01},
    "a share without a value": SHARE | {"share": None},
    "a share with bounds": SHARE | {"count_min": 1, "count_max": 2},
    "a mean without a value": MEAN | {"value": None},
    "a mean that is a count": MEAN | {"count": 25, "count_min": 25, "count_max": 25},
    "a mean with bounds": MEAN | {"count_min": 25, "count_max": 26},
    "a count with a value": FIGURE | {"value": 7},
    "a share with a rank": SHARE | {"printed_rank": 4},
    "a period that ends before it begins": {"first_year": 2019},
    "a population that its list lacks": {"population_code": "EVERYONE"},
    "no population": {"population_code": None},
    "a form without a way of counting": {"form_code": "SU"},
    "a way of counting without a form": {"form_counting_code": "one_form"},
    "a deduced placement without a reason": {"placement_code": "deduced"},
    "a printed placement with a reason": {
        "placement_reason_nl": "daarom",
        "placement_reason_en": "because",
    },
    "an unknown measure": {"measure": "weight"},
    "row position zero": {"row_position": 0},
    "a code that its list lacks": {"age_code": "Y_GE50"},
    "a table that its edition lacks": {"table_code": "victims_by_shape"},
    "a row that the table lacks": {"row_position": 99},
    "a year without a row in dim_year": {"year": 1999},
    "no year": {"year": None},
}


@pytest.fixture
def writable(tmp_path: Path, database: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(database.read_bytes())
    return path


def insert(path: Path, cell: dict[str, Any], fact: str = "victims") -> None:
    with duckdb.connect(str(path)) as connection:
        names = ", ".join(cell)
        marks = ", ".join("?" for _ in cell)
        connection.execute(
            f"insert into fact_{fact} ({names}) values ({marks})", list(cell.values())
        )


@pytest.mark.parametrize(
    "change",
    [{}, FIGURE, SHARE, MEAN, RANKED, PERIOD],
    ids=["hidden", "figure", "share", "mean", "ranked", "period"],
)
def test_a_cell_without_contradiction_is_taken(writable: Path, change: dict[str, Any]) -> None:
    with duckdb.connect(str(writable)) as connection:
        connection.execute("delete from fact_victims where table_code = $1", [CELL["table_code"]])
    insert(writable, CELL | change)


def test_a_cell_is_taken_once(writable: Path) -> None:
    with pytest.raises(duckdb.ConstraintException, match="primary key"):
        insert(writable, CELL)


@pytest.mark.parametrize("name", first(1, ["two", "database"]))
def test_empty_is_null_everywhere(name: str, request: pytest.FixtureRequest) -> None:
    with duckdb.connect(str(request.getfixturevalue(name)), read_only=True) as connection:
        texts = connection.execute(
            "select schema_name || '.' || table_name, list(column_name) from duckdb_columns() "
            "where not internal and data_type = 'VARCHAR' group by 1"
        ).fetchall()
        assert len(texts) > 50
        for relation, columns in texts:
            empty = ", ".join(f"count(*) filter (where trim(\"{name}\") = '')" for name in columns)
            found = connection.execute(f"select {empty} from {relation}").fetchone() or ()
            assert [c for c, n in zip(columns, found, strict=True) if n] == [], relation


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_refused(writable: Path, name: str) -> None:
    with pytest.raises(duckdb.ConstraintException):
        insert(writable, CELL | CONTRADICTIONS[name])


def test_every_fact_has_every_check(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        for fact in FACTS:
            (count,) = connection.execute(
                "select count(*) from duckdb_constraints() "
                f"where table_name = 'fact_{fact}' and constraint_type = 'CHECK'"
            ).fetchone() or (0,)
            assert count == len(FACT_CHECKS)


def test_all_facts_have_the_same_columns_in_the_same_order(database: Path) -> None:
    """`main.facts` unites them by position, as every engine does."""
    with duckdb.connect(str(database), read_only=True) as connection:
        found = {
            tuple(
                connection.execute(
                    "select column_name, data_type from duckdb_columns() "
                    "where table_name = $1 order by column_index",
                    [f"fact_{fact}"],
                ).fetchall()
            )
            for fact in FACTS
        }
    (columns,) = found
    assert len(columns) > 20
