"""What the page on connecting shows for Python and Excel runs, and holds what it promises."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from click.testing import CliRunner
from sqlalchemy.exc import DBAPIError

from tests.outside.recipes import recipe
from warehouse.cli.main import cli
from warehouse.place import ROOT

PAGE = (ROOT / "docs" / "connect.md").read_text(encoding="utf-8")
HEADINGS = (
    "Python",
    "pandas",
    "polars",
    "SQLAlchemy",
)  # the others need an environment of their own


@pytest.fixture(scope="module")
def copy(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the warehouse that nobody else has open with other settings."""
    path = tmp_path_factory.mktemp("connect") / "warehouse.duckdb"
    path.write_bytes(database.read_bytes())
    return path


@pytest.fixture(scope="module")
def session(copy: Path) -> dict[str, Any]:
    """Return the variables after the page's Python blocks ran, one after the other."""
    found: dict[str, Any] = {}
    for heading in HEADINGS:
        if heading == "SQLAlchemy":
            found["warehouse"].close()
        for block in recipe(heading)["python"]:
            text = block.replace("warehouse.duckdb", str(copy))
            exec(text, found)  # noqa: S102  the page's own
    return found


def sums(warehouse: duckdb.DuckDBPyConnection, view: str) -> list[tuple[Any, ...]]:
    return warehouse.execute(
        f"select year, sum(count_min), sum(count_max) from mart.{view} group by 1 order by 1"
    ).fetchall()


def test_the_python_blocks_read_the_figures(
    session: dict[str, Any], warehouse: duckdb.DuckDBPyConnection
) -> None:
    assert (2020, "Gedwongen orgaanverwijdering", "<5", None, 1, 4) in session["rows"]
    assert len(session["hidden"]) == 1
    assert session["hidden"]["count"].isna().all()
    assert str(session["frame"]["count"].dtype) == "Int32"
    by_age = [tuple(row) for row in session["bounds"].itertuples()]
    assert by_age == sums(warehouse, "victims_by_age")
    assert session["by_year"].rows() == sums(warehouse, "victims_by_sex")
    assert session["printed"] == "<5"


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('{secret}')",
        "copy (select 1) to '{target}'",
        "set enable_external_access = true",
        "create table mine as select 1",
    ],
)
def test_the_locked_settings_hold(
    session: dict[str, Any], copy: Path, tmp_path: Path, statement: str
) -> None:
    secret, target = tmp_path / "secret.txt", tmp_path / "target"
    secret.write_text("hush")
    text = statement.format(secret=secret, target=target)
    refusal = "(?i)disabled|locked|read-only"
    with (
        duckdb.connect(str(copy), read_only=True, config=session["LOCKED"]) as connection,
        pytest.raises(duckdb.Error, match=refusal),
    ):
        connection.execute(text)
    with session["engine"].connect() as connection, pytest.raises(DBAPIError, match=refusal):
        connection.exec_driver_sql(text)
    assert not target.exists()


def test_read_only_alone_would_not_hold(database: Path, tmp_path: Path) -> None:
    """Why the page asks for more than `read_only`."""
    secret = tmp_path / "secret.txt"
    secret.write_text("hush")
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("select content from read_text(?)", [str(secret)]).fetchall()
    assert rows == [("hush",)]


def test_the_file_for_excel_keeps_hidden_cells_empty(database: Path, tmp_path: Path) -> None:
    (command,) = re.findall(r'^warehouse query "(.*)" --format csv --output', PAGE, re.MULTILINE)
    path = tmp_path / "victims_by_form.csv"
    options = ["--format", "csv", "--output", str(path), "--database", str(database)]
    result = CliRunner().invoke(cli, ["query", command, *options])
    assert result.exit_code == 0, result.output
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["count"], row["count_min"]) for row in rows if row["printed"] == "<5"} == {
        ("", "1")
    }
    assert {row["count"] for row in rows if row["printed"] == "0"} == {"0"}


def test_the_settings_for_superset_are_those_of_the_export() -> None:
    (shown,) = recipe("Superset")["json"]
    (path,) = (ROOT / "bi" / "superset" / "export" / "databases").glob("*.yaml")
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert json.loads(shown) == kept["extra"]["engine_params"]


def test_every_tool_says_whether_it_was_run() -> None:
    for heading in ("Metabase", "Tableau", "Power BI", "DBeaver", "R"):
        _, _, section = PAGE.partition(f"\n## {heading}\n\n")
        assert section.startswith("Not run"), heading


def test_a_copy_by_statement_does_what_the_page_says(database: Path, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as old (read_only)")
        connection.execute(f"attach '{tmp_path / 'copy.duckdb'}' as new")
        connection.execute("copy from database old to new")
        counts = [
            connection.execute(f"select count(*) from {name}.analysis.shares").fetchall()
            for name in ("old", "new")
        ]
    assert counts[0] == counts[1] != [(0,)]
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute(f"export database '{tmp_path / 'exported'}'")
    # Should this fail no more, then the page says too little of DuckDB.
    with (
        duckdb.connect() as connection,
        pytest.raises(duckdb.CatalogException, match="does not exist"),
    ):
        connection.execute(f"import database '{tmp_path / 'exported'}'")
