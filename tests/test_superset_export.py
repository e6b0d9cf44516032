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
from tests.outside.superset import (
    BARS,
    CHARTS,
    DATASETS,
    LINE,
    PRINTED,
    differences,
    expected,
    found,
    view_of,
)
from warehouse.export.semantics import layer
from warehouse.export.semantics_bi import dataset
from warehouse.place import ROOT

(DASHBOARD,) = (
    yaml.safe_load(path.read_text("utf-8")) for path in EXPORT.glob("dashboards/*.yaml")
)
PARTS = [part for part in DASHBOARD["position"].values() if isinstance(part, dict)]


@pytest.fixture(scope="module")
def made(database: Path) -> dict[str, dict[str, Any]]:
    """Return the generated datasets by their ids."""
    with duckdb.connect(str(database), read_only=True) as connection:
        described = layer(connection, database, "nl")
    return {one["uuid"]: one for one in (dataset(model, described) for model in described.models)}


def keys_of(chart: dict[str, Any]) -> dict[str, str]:
    """Return what a chart groups by: the words of each place, and their SQL."""
    params = chart["params"]
    if chart["viz_type"] == PRINTED:
        keys = params["groupbyRows"] + params["groupbyColumns"]
    else:
        keys = [params["x_axis"], *params["groupby"]]
    return {key["label"]: key["sqlExpression"] for key in keys}


def asked(chart: dict[str, Any], described: dict[str, Any], keys: dict[str, str]) -> str:
    """Return the query by which a chart asks its dataset, grouped by `keys`."""
    saved = {one["metric_name"]: one["expression"] for one in described["metrics"]}
    params = chart["params"]
    metrics = {one: saved[one] for one in params["metrics"] if isinstance(one, str)}
    own = (one for one in params["metrics"] if not isinstance(one, str))
    metrics |= {one["label"]: one["sqlExpression"] for one in own}
    shown = ", ".join(f'{sql} as "{name}"' for name, sql in (keys | metrics).items())
    kept = " and ".join(one["sqlExpression"] for one in params["adhoc_filters"]) or "true"
    places = ", ".join(str(place) for place in range(1, len(keys) + 1)) or "()"
    return f"select {shown} from ({described['sql']}) where {kept} and {{}} group by {places}"


def test_every_chart_asks_a_generated_dataset(made: dict[str, dict[str, Any]]) -> None:
    assert {chart["dataset_uuid"] for chart in CHARTS.values()} == DATASETS.keys() <= made.keys()
    for uuid, view in DATASETS.items():
        assert made[uuid]["table_name"] == f"semantic_{view}"


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_shows_the_figures_of_its_table(
    database: Path,
    warehouse: duckdb.DuckDBPyConnection,
    made: dict[str, dict[str, Any]],
    name: str,
) -> None:
    """As DuckDB answers its query; Superset itself is asked in tests/outside/test_superset.py."""
    chart = CHARTS[name]
    year = {"year": [2022]} if chart["viz_type"] == BARS else {}
    query = asked(chart, made[chart["dataset_uuid"]], keys_of(chart))
    result = warehouse.execute(query.format("year = 2022" if year else "true"))
    names = [column[0] for column in result.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if chart["viz_type"] == LINE:
        rows = [{"jaar": row["jaar"], row["categorie"]: row["figure"]} for row in rows]
    assert len(rows) >= 2
    assert differences(expected(database, chart, year), found(chart, rows)) == []


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_never_adds_what_may_not_be_added(
    warehouse: duckdb.DuckDBPyConnection, made: dict[str, dict[str, Any]], name: str
) -> None:
    """Over all cells of a table every metric is empty, whichever filter is taken away."""
    chart = CHARTS[name]
    query = asked(chart, made[chart["dataset_uuid"]], {})
    (row,) = warehouse.execute(query.format("true")).fetchall()
    assert set(row) == {None}


def test_every_chart_is_on_the_dashboard_and_nothing_else_is() -> None:
    on_dashboard = [part["meta"]["uuid"] for part in PARTS if part["type"] == "CHART"]
    assert sorted(on_dashboard) == sorted(chart["uuid"] for chart in CHARTS.values())
    assert len(CHARTS) >= 8


def test_categories_are_never_stacked() -> None:
    for name, chart in CHARTS.items():
        params: dict[str, Any] = chart["params"]
        labels = [one if isinstance(one, str) else one["label"] for one in params["metrics"]]
        if chart["viz_type"] == LINE:
            assert params["stack"] is None, name
            assert params["metrics"] == ["figure"], name
        elif chart["viz_type"] == PRINTED:
            assert labels == ["afgedrukt"], name
            assert not params["rowTotals"] and not params["colTotals"], name
        else:  # only the two parts of one cell
            assert params["groupby"] == [], name
            assert labels == ["figure_min", "onzeker"], name


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
    # What a legend calls a bar, the text calls it too, and why a bar is light.
    bars = [chart["params"]["metrics"] for chart in CHARTS.values() if chart["viz_type"] == BARS]
    for label in {one["label"] for metrics in bars for one in metrics if isinstance(one, dict)}:
        _, _, about = words.partition(f"**{label}**")
        assert "verborgen" in about
        assert "plaats in de tabel is onzeker" in about


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
    assert {path.stem for path in paths} > set(DATASETS.values())
    for path in paths:
        told = yaml.safe_load(path.read_text("utf-8"))
        assert told["database_uuid"] == described["uuid"]
        assert "Verborgen:" in told["description"] or path.stem == "totals"
        assert all(column["verbose_name"] for column in told["columns"])


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
