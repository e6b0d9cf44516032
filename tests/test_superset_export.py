"""The export for Superset fits the warehouse and keeps the rules of honest charts."""

import shutil
import socket
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from click.testing import CliRunner

from bi.superset.__main__ import EXPORT, environ, fill_in, main
from bi.superset.datasets import OWN, datasets
from tests.outside.superset import CHARTS, DATASETS, LINE, PRINTED, view_of
from warehouse.place import ROOT

(DASHBOARD,) = (
    yaml.safe_load(path.read_text("utf-8")) for path in EXPORT.glob("dashboards/*.yaml")
)
PARTS = [part for part in DASHBOARD["position"].values() if isinstance(part, dict)]
VIEWS = sorted(OWN["datasets"])


@pytest.fixture(scope="module")
def made(database: Path) -> dict[str, dict[str, Any]]:
    return datasets(database)


@pytest.mark.parametrize("view", VIEWS)
def test_a_dataset_has_the_columns_of_its_view(
    warehouse: duckdb.DuckDBPyConnection, made: dict[str, dict[str, Any]], view: str
) -> None:
    described = made[view]
    columns = warehouse.execute(
        "select column_name, data_type from duckdb_columns() "
        "where schema_name = 'mart' and table_name = $1 order by column_index",
        [view],
    ).fetchall()
    physical = [column for column in described["columns"] if "expression" not in column]
    assert [(column["column_name"], column["type"]) for column in physical] == columns
    assert all(column["verbose_name"] for column in described["columns"])


def test_no_name_of_a_column_is_left_over(made: dict[str, dict[str, Any]]) -> None:
    used = {column["column_name"] for one in made.values() for column in one["columns"]}
    assert OWN["names"].keys() <= used


@pytest.mark.parametrize("view", VIEWS)
def test_a_computed_column_can_be_read(
    warehouse: duckdb.DuckDBPyConnection, made: dict[str, dict[str, Any]], view: str
) -> None:
    columns = [one["expression"] for one in made[view]["columns"] if "expression" in one]
    rows = warehouse.execute(f"select {', '.join(columns)} from mart.{view}").fetchall()
    assert len(columns) == 3
    assert all(year.isdigit() and line.startswith(f"{name} · ") for year, name, line in rows)


@pytest.mark.parametrize("view", VIEWS)
def test_a_metric_never_adds_cells(warehouse: duckdb.DuckDBPyConnection, view: str) -> None:
    """Over all rows every metric is empty; over one cell it is that cell."""
    metrics = [metric["expression"] for metric in OWN["metrics"]]
    assert len(metrics) == 4
    query = f"select {', '.join(metrics)} from mart.{view}"
    assert warehouse.execute(query).fetchall() == [(None,) * 4]
    each = warehouse.execute(
        f"{query} group by edition_code, row_position, column_position"
    ).fetchall()
    cells = warehouse.execute(
        "select count, count_min, case when count is null then count_max - count_min end, printed "
        f"from mart.{view}"
    ).fetchall()
    assert sorted(each, key=repr) == sorted(cells, key=repr)


def test_every_chart_is_on_the_dashboard_and_nothing_else_is() -> None:
    on_dashboard = [part["meta"]["uuid"] for part in PARTS if part["type"] == "CHART"]
    assert sorted(on_dashboard) == sorted(chart["uuid"] for chart in CHARTS.values())
    assert {chart["dataset_uuid"] for chart in CHARTS.values()} == DATASETS.keys()
    assert len(CHARTS) >= 8


def test_categories_are_never_stacked() -> None:
    for name, chart in CHARTS.items():
        params: dict[str, Any] = chart["params"]
        if chart["viz_type"] == LINE:
            assert params["stack"] is None, name
            assert params["metrics"] == ["aantal"], name
        elif chart["viz_type"] == PRINTED:
            assert params["metrics"] == ["afgedrukt"], name
            assert not params["rowTotals"] and not params["colTotals"], name
        else:  # only the two parts of one cell
            assert params["groupby"] == [], name
            assert params["metrics"] == ["ondergrens", "onzeker"], name


def test_charts_of_overlapping_categories_say_so(warehouse: duckdb.DuckDBPyConnection) -> None:
    overlapping = 0
    for chart in CHARTS.values():
        view = view_of(chart)
        (additive,) = warehouse.execute(
            f"select max(additive_over) from mart.{view}"
        ).fetchone() or ("",)
        if not additive and view != "cases_registered" and chart["viz_type"] != PRINTED:
            assert "overlap" in chart["slice_name"]
            overlapping += 1
    assert overlapping == 4


def test_the_text_explains_hidden_cells() -> None:
    words = " ".join(part["meta"]["code"] for part in PARTS if part["type"] == "MARKDOWN")
    for said in ("`<5` is een verborgen klein getal", "nooit een nul", "ondergrens", "overlappen"):
        assert said in words


def test_the_filters_are_year_and_form_and_the_newest_year_comes_first() -> None:
    year, form = DASHBOARD["metadata"]["native_filter_configuration"]
    assert [year["name"], form["name"]] == ["Jaar", "Vorm"]
    assert year["requiredFirst"]
    assert year["controlValues"]["defaultToFirstItem"]
    assert not year["controlValues"]["sortAscending"]
    assert not year["controlValues"]["multiSelect"]


def test_loading_fills_in_the_path_and_the_meanings(database: Path, tmp_path: Path) -> None:
    export = Path(shutil.copytree(EXPORT, tmp_path / "export"))
    fill_in(export, database)
    (path,) = export.glob("databases/*.yaml")
    described = yaml.safe_load(path.read_text("utf-8"))
    assert described["sqlalchemy_uri"] == f"duckdb:///{database}"
    assert described["extra"]["engine_params"]["connect_args"]["read_only"] is True
    paths = sorted(export.glob(f"datasets/{described['database_name']}/*.yaml"))
    guarded = [path for path in paths if path.stem.startswith("semantic_")]
    assert [path.stem for path in paths if path not in guarded] == VIEWS
    assert len(guarded) > len(VIEWS)
    for path in paths:
        dataset = yaml.safe_load(path.read_text("utf-8"))
        assert dataset["database_uuid"] == described["uuid"]
        assert "Verborgen:" in dataset["description"] or path.stem == "semantic_totals"
        assert all(column.get("description") for column in dataset["columns"]) or path in guarded


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first, again = environ(tmp_path), environ(tmp_path)
    assert first["SUPERSET_SECRET_KEY"] == again["SUPERSET_SECRET_KEY"]
    assert len(first["SUPERSET_SECRET_KEY"]) > 40
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_what_would_fail_later_is_told_at_once(database: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"

    def start(*options: str) -> str:
        result = CliRunner().invoke(main, [*options, "--folder", str(home), "--no-browser"])
        assert result.exit_code == 1
        return result.output

    assert "there is no warehouse at" in start("--database", str(tmp_path / "none.duckdb"))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        told = start("--database", str(database), "--port", port)
        assert f"port {port} is taken; name another with --port" in told
    (home / "superset.db").write_bytes(b"somebody else's")
    told = start("--database", str(database))
    assert "holds another or an unfinished Superset; name a new folder" in told
    assert (home / "superset.db").read_bytes() == b"somebody else's"


def test_superset_keeps_its_guards() -> None:
    text = (ROOT / "bi" / "superset" / "superset_config.py").read_text("utf-8")
    assert "CSRF_ENABLED" not in text
    assert "TALISMAN_ENABLED" not in text
