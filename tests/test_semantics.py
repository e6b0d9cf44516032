"""The semantic layers are made from the catalogue, and none of them adds what may not be added.

What their own tools answer is tried in tests/outside/test_semantic_layers.py.
"""

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.outside.semantics import QUESTIONS, said
from warehouse.export.semantics import TOTALS_QUERY, Layer, layer, sql
from warehouse.export.semantics_bi import dataset
from warehouse.export.write import TOOLS, write
from warehouse.faults import WarehouseError

MACROS = """
    select
        mart.added(count_min, count_max, addition_key),
        mart.added_min(count_min, addition_key),
        mart.added_max(count_max, addition_key),
        mart.refusal(addition_key)
    from ({}) where {}
"""
CELLS = "select edition_code, row_position, column_position, count_min from {} order by all"


@pytest.fixture(scope="module")
def made(database: Path) -> Layer:
    with duckdb.connect(str(database), read_only=True) as connection:
        return layer(connection, database, "en")


@pytest.fixture(scope="module")
def folders(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of every tool."""
    folder = tmp_path_factory.mktemp("semantics")
    for tool in TOOLS:
        write(database, "semantics", tool, folder / tool, language="en")
    return folder


def condition(where: dict[str, Any]) -> str:
    return " and ".join(f"{name} = '{value}'" for name, value in where.items()) or "true"


@pytest.mark.parametrize("way", ["macros", "superset"])
def test_sql_gives_the_right_interval_or_refuses(
    warehouse: duckdb.DuckDBPyConnection, made: Layer, way: str
) -> None:
    models = {model.name: model for model in made.models}
    for question in QUESTIONS:
        model, where = models[question["model"]], condition(question["where"])
        if way == "macros":
            query = MACROS.format(model.query, where)
        else:
            described = dataset(model, made)
            metrics = ", ".join(metric["expression"] for metric in described["metrics"])
            query = f"select {metrics} from ({described['sql']}) where {where}"
        (answer,) = warehouse.execute(query).fetchall()
        assert said(*answer) == str(question["answer"]), question["question"]
        assert (answer[3] is not None) == (question["answer"] == "refused")


def test_the_whole_of_a_table_is_that_of_the_sums(warehouse: duckdb.DuckDBPyConnection) -> None:
    """`analysis.sums` knows narrower bounds where figures compete for cells, never others."""
    sums = warehouse.execute(
        "select sums.table_code, year, count_min, count_max from analysis.sums as sums "
        "inner join main.dim_table as tables using (edition_code, table_code) "
        "where added_over = tables.additive_over and refusal is null and tables.is_exhaustive "
        "and '_T' = all([sector_code, origin_code, age_code, sex_code, reporter_code])"
    ).fetchall()
    assert len(sums) > 20
    found = warehouse.execute(
        "select table_code, year, mart.added_min(count_min, addition_key), "
        "mart.added_max(count_max, addition_key) from analysis.tidy_cells group by all"
    ).fetchall()
    bounds = {(table, year): (low, high) for table, year, low, high in found}
    for table, year, lowest, highest in sums:
        low, high = bounds[table, year]
        assert low is not None and low <= lowest, (table, year)
        assert highest is None or high >= highest, (table, year)


@pytest.mark.parametrize(
    "apart",
    ["first_year", "year", "edition_code", "table_code", "population_code", "unit", "measure"],
)
def test_what_is_told_apart_is_never_added(through_the_years: Path, apart: str) -> None:
    query = (
        "select addition_key from analysis.tidy_cells group by addition_key "
        f"having count(distinct {apart}) > 1"
    )
    with duckdb.connect(str(through_the_years), read_only=True) as years:
        assert years.execute(query).fetchall() == []


def test_two_totals_are_never_added(through_the_years: Path) -> None:
    query = (
        f"select string_agg(population_code || ' ' || unit) from ({TOTALS_QUERY}) "
        "group by addition_key having count(*) > 1"
    )
    with duckdb.connect(str(through_the_years), read_only=True) as years:
        assert years.execute(query).fetchall() == []


def test_a_total_is_not_added_to_its_parts(writable: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select mart.added_min(count_min, addition_key) from analysis.tidy_cells "
        "where table_code = 'victims_by_age' and year = 2022"
    )
    assert writable.execute(query).fetchall() == [(814,)]
    writable.execute("begin")
    writable.execute(
        "update main.all_cells set age_code = '_T' "
        "where table_code = 'victims_by_age' and year = 2022 and age_code = 'Y0T17'"
    )
    assert writable.execute(query).fetchall() == [(None,)]
    writable.execute("rollback")


def test_every_table_with_numbers_has_a_model(
    warehouse: duckdb.DuckDBPyConnection, made: Layer
) -> None:
    tables = "select table_code from main.dim_table where measure = 'count' group by all"
    found = {name for (name,) in warehouse.execute(tables).fetchall()}
    assert {model.name for model in made.models} == {"totals", *found}
    for model in made.models:
        columns = {row[0] for row in warehouse.execute(f"describe {model.query}").fetchall()}
        assert {one.column for one in model.dimensions} <= columns
        assert model.title and model.about


def test_a_model_shows_what_the_mart_of_its_table_shows(through_the_years: Path) -> None:
    """Of all publications: no period, and no other population, stands among its years."""
    with duckdb.connect(str(through_the_years), read_only=True) as connection:
        models = layer(connection, through_the_years, "en").models
        assert len(models) > 30
        for model in models:
            if model.name != "totals":
                shown = connection.execute(CELLS.format(f"({model.query})")).fetchall()
                assert shown == connection.execute(CELLS.format(f"mart.{model.name}")).fetchall()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_models_are_called_the_same(through_the_years: Path, language: str) -> None:
    with duckdb.connect(str(through_the_years), read_only=True) as connection:
        titles = [model.title for model in layer(connection, through_the_years, language).models]
        (headings,) = connection.execute(
            f"select list(heading_{language}) from meta.tables "
            "where schema_name = 'mart' and table_name like 'victims_with%_border'"
        ).fetchall()[0]
    assert len(titles) == len(set(titles))
    assert len(headings) == 2
    assert len(set(headings)) == 1  # which two halves of one printed figure share


def test_no_format_adds_the_column_count(folders: Path) -> None:
    texts = [path for path in folders.rglob("*") if path.is_file()]
    assert {path.relative_to(folders).parts[0] for path in texts} == set(TOOLS)
    wrong = re.compile(
        r"(?i)sum\(\W*([\w.}]*[.\[])?count\b|`count`\.sum|agg: sum\n\s+expr: count\n"
    )
    assert wrong.search("SUM([count])") and wrong.search("sum({CUBE}.count)")
    for path in texts:
        assert not wrong.search(path.read_text(encoding="utf-8")), path


def test_a_model_of_power_bi_names_only_what_it_has(folders: Path) -> None:
    model = json.loads((folders / "powerbi" / "model.bim").read_text(encoding="utf-8"))["model"]
    tables = {table["name"]: table for table in model["tables"]}
    columns = {
        name: {column["name"] for column in table["columns"]} for name, table in tables.items()
    }
    assert model["discourageImplicitMeasures"] is True
    for relation in model["relationships"]:
        assert relation["fromColumn"] in columns[relation["fromTable"]]
        assert relation["toColumn"] in columns[relation["toTable"]]
    named = 0
    for table in tables.values():
        for column in table["columns"]:
            assert column["summarizeBy"] == "none"
        for hierarchy in table.get("hierarchies", []):
            assert {level["column"] for level in hierarchy["levels"]} <= columns[table["name"]]
        for measure in table.get("measures", []):
            found = re.findall(r"'(\w+)'\[(\w+)\]", measure["expression"])
            assert all(column in columns[name] for name, column in found)
            named += len(found)
    assert named > 100


def test_the_datasets_of_superset_have_ids_of_their_own(folders: Path) -> None:
    paths = list((folders / "superset" / "datasets").rglob("*.yaml"))
    ids = {yaml.safe_load(path.read_text(encoding="utf-8"))["uuid"] for path in paths}
    assert len(ids) == len(paths) > 20


@pytest.mark.parametrize(("what", "kind"), [("semantics", "csv"), ("victims_by_age", "cube")])
def test_a_format_of_something_else_is_refused(
    database: Path, tmp_path: Path, what: str, kind: str
) -> None:
    with pytest.raises(WarehouseError, match=f"{kind} is no format of {what}; choose one of"):
        write(database, what, kind, tmp_path / "it")


def test_measures_are_named_alike_in_every_tool(made: Layer) -> None:
    for measure in made.measures:
        assert sql(measure).startswith("case when count(distinct addition_key)")
        assert {"sql", "malloy", "dax", "tableau"} <= set(measure.formulas)
