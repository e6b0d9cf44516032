"""The mart reads the same in the SQL of Spark: translated whole, or refused. Needs no Java."""

import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from click.testing import CliRunner
from sqlglot import exp

from tests.test_report_views import SHAPES
from warehouse import extras
from warehouse.build.scale import STORED
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError
from warehouse.place import SQL
from warehouse.spark.dialect import Relation, relations, sources, spark_type, translate

NAMES = [f"mart.{name}" for name in SHAPES]
# What the mart reads: with few cells some are stored as tables, with many all are views.
MAIN = ["main.all_cells", "main.facts", "main.labelled_cells", "main.newest_cells"]


@pytest.fixture(scope="module")
def wanted(database: Path) -> dict[str, Relation]:
    return {f"{one.schema}.{one.name}": one for one in relations(database)}


def back(query: str) -> str:
    """Return a query of Spark in the SQL of DuckDB."""
    (made,) = sqlglot.transpile(query, read="spark", write="duckdb")
    return made


def translated(wanted: dict[str, Relation], name: str) -> str:
    """Return the query of a view in Spark's SQL, also of one that is stored in this file."""
    if name in wanted and (query := wanted[name].query):
        return query
    path = SQL / "views" / f"{name.replace('.', '/')}.sql"
    return translate(path.read_text(encoding="utf-8"))


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> Counter[tuple[Any, ...]]:
    return Counter(connection.execute(query).fetchall())


def test_the_star_and_the_mart_come_in_an_order_that_works(
    wanted: dict[str, Relation], warehouse: duckdb.DuckDBPyConnection
) -> None:
    star = warehouse.execute(
        "select 'main.' || table_name from duckdb_tables() "
        "where starts_with(table_name, 'dim_') or starts_with(table_name, 'fact_')"
    ).fetchall()
    assert len(star) > 15
    assert {name for (name,) in star} | set(NAMES) <= wanted.keys()
    stored = wanted.keys() & set(STORED)
    assert stored
    assert not any(wanted[name].is_view for name in stored)
    before: set[str] = set()
    for name, relation in wanted.items():
        if relation.is_view:
            read = {".".join(source) for source in sources(back(relation.query or ""))}
            assert read
            assert read <= before
        before.add(name)


@pytest.mark.parametrize("name", [*MAIN, *NAMES])
def test_a_translated_view_gives_the_same_rows(
    wanted: dict[str, Relation], warehouse: duckdb.DuckDBPyConnection, name: str
) -> None:
    """Read back by DuckDB, on a way that does not pass the view."""
    query = translated(wanted, name)
    assert isinstance(sqlglot.parse_one(query, read="spark"), exp.Query)
    expected = rows(warehouse, f"from {name}")
    assert expected
    assert rows(warehouse, back(query)) == expected


def test_a_planted_loss_in_a_translation_gives_other_rows(
    wanted: dict[str, Relation], warehouse: duckdb.DuckDBPyConnection
) -> None:
    tree = sqlglot.parse_one(translated(wanted, "main.labelled_cells"), read="spark")
    next(tree.find_all(exp.Join)).set("on", exp.true())
    assert rows(warehouse, back(tree.sql("spark"))) != rows(warehouse, "from main.labelled_cells")


def test_empty_values_sort_last_in_both() -> None:
    query = "select a from main.t order by a = 'L', b desc, c nulls first"
    # Of itself Spark puts them first, and last where the order is descending.
    made = " ".join(translate(query).split("ORDER BY")[1].split())
    assert made == "a = 'L' NULLS LAST, b DESC, c"


@pytest.mark.parametrize(
    "query",
    [
        "select bool_or(a) over w as b from main.t window w as (partition by c)",
        "select count(*) filter (where a) as n from main.t group by b",
        "select b::decimal(5, 2) as b from main.t qualify rank() over (order by b) = 1",
    ],
)
def test_what_differs_between_the_two_is_translated(query: str) -> None:
    kinds = (exp.LogicalOr, exp.Filter, exp.Window, exp.Cast)
    trees = [sqlglot.parse_one(*one) for one in ((query, "duckdb"), (translate(query), "spark"))]
    for kind in kinds:
        counts = [len(list(tree.find_all(kind))) for tree in trees]
        assert counts[0] <= counts[1]
    assert not trees[1].find(exp.Qualify)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("select getvariable('edition') as e from main.t", "does not know the function"),
        ("select a from main.t; select b from main.t", "must be one query"),
        ("drop table main.t", "must be one query"),
        ("select a from", "cannot be translated"),
        ("select a from main.t asof join main.u on t.a >= u.a", "knows no asof join"),
        ("select a from main.t union by name select a from main.u", "by position"),
        ("select list(a order by b) as l from main.t", "it would lose .*Order"),
        ("select sum(a) over (rows 1 preceding exclude ties) as s from main.t", "EXCLUDE"),
    ],
)
def test_what_cannot_be_translated_is_refused(query: str, message: str) -> None:
    with pytest.raises(WarehouseError, match=message):
        translate(query, "some view")


def test_a_relation_without_its_schema_is_refused() -> None:
    read = sources("with a as (from main.t) select b from a, mart.u")
    assert set(read) == {("main", "t"), ("mart", "u")}
    with pytest.raises(WarehouseError, match=r"such as main\.fact_cases"):
        sources("select count from fact_cases")


def test_types_have_a_counterpart_or_are_refused() -> None:
    known = {"VARCHAR": "STRING", "INTEGER": "INT", "DECIMAL(5,4)": "DECIMAL(5, 4)"}
    assert {kind: spark_type(kind) for kind in known} == known
    with pytest.raises(WarehouseError, match="HUGEINT"):
        spark_type("HUGEINT")


def test_what_is_a_table_is_exported_and_not_translated(database: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copyfile(database, tmp_path / "warehouse.duckdb"))
    with duckdb.connect(str(copy)) as connection:
        kinds = {False: "view", True: "table"}
        (is_table,) = connection.execute(
            "select count(*) > 0 from duckdb_tables() where table_name = 'labelled_cells'"
        ).fetchall()[0]
        connection.execute("create table main.kept as from main.labelled_cells")
        connection.execute(f"drop {kinds[is_table]} main.labelled_cells")
        connection.execute("alter table main.kept rename to labelled_cells")
    found = {one.name: one for one in relations(copy)}
    assert found["labelled_cells"].is_partitioned
    assert "all_cells" not in found
    assert not found["dim_form"].is_partitioned
    assert found["fact_cases"].is_partitioned
    with duckdb.connect(str(copy)) as connection:
        connection.execute("drop table main.labelled_cells")
    with pytest.raises(WarehouseError, match=r"no main\.labelled_cells; build it anew"):
        relations(copy)


def test_statements_carry_the_comments_and_quote_what_needs_it(
    wanted: dict[str, Relation], warehouse: duckdb.DuckDBPyConnection
) -> None:
    table = wanted["main.fact_victims"].create(Path("/it's/here"))
    assert "partitioned by (edition_code)" in table
    assert table.endswith("location '/it\\'s/here'")
    view = wanted["mart.victims_by_form"].create()
    (comment,) = warehouse.execute(
        "select comment from duckdb_columns() "
        "where table_name = 'victims_by_form' and column_name = 'placement_reason_en'"
    ).fetchall()[0]
    assert f"`placement_reason_en` comment '{comment}'" in view
    for statement in (table, view):
        assert not sqlglot.parse_one(statement, read="spark").find(exp.Command)


def deploy(database: Path, folder: Path, *more: str) -> str:
    arguments = ["--database", str(database), "--warehouse-dir", str(folder), *more]
    result = CliRunner().invoke(cli, ["spark", "deploy", "--master", "local[1]", *arguments])
    assert result.exit_code != 0
    assert not folder.exists()
    return result.output + str(result.exception)


@pytest.mark.parametrize("package", ["pyspark", "sqlglot"])
def test_a_missing_package_names_the_extra(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    found = {"pyspark", "sqlglot"} - {package}
    monkeypatch.setattr(extras, "find_spec", lambda name: name if name in found else None)
    remedy = "add it with: pip install 'warehouse-mensenhandel[spark]'"
    message = f"warehouse spark needs {package}, which is not installed; {remedy}"
    assert message in deploy(database, tmp_path / "spark")


@pytest.mark.parametrize("home", ["", "somewhere"])
def test_a_missing_java_says_what_to_install(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", home)
    told = deploy(database, tmp_path / "spark")
    assert "a Java runtime of version 17 or newer (on Debian: apt install" in told
    assert told.rstrip().endswith("no java in JAVA_HOME (somewhere)" if home else "in PATH")


def test_a_setting_needs_a_value(database: Path, tmp_path: Path) -> None:
    assert '"spark.x" should be NAME=VALUE' in deploy(
        database, tmp_path / "spark", "--conf", "spark.x"
    )


def test_the_commands_work_without_the_extra() -> None:
    assert "pyspark" not in sys.modules
    assert CliRunner().invoke(cli, ["spark", "deploy", "--help"]).exit_code == 0
