"""A total of several years stands beside its years, and is never taken for one of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.editions import unproved, with_monitors
from warehouse.charts.panels import read_charts
from warehouse.export.extract import Extract
from warehouse.export.sdmx import _valued
from warehouse.read.query import reading

Connection = duckdb.DuckDBPyConnection
MONITOR = "invented_monitor_2017"


@pytest.fixture
def warehouse(monitors: Path) -> Iterator[Connection]:
    with duckdb.connect(str(monitors), read_only=True) as connection:
        yield connection


def rows(connection: Connection, query: str) -> list[Any]:
    return connection.execute(query).fetchall()


def test_a_period_has_its_first_and_its_last_year(warehouse: Connection) -> None:
    query = (
        "select first_year, year, printed, series_key from main.all_cells "
        f"where edition_code = '{MONITOR}' and table_code = 'victims_by_sex' and sex_code = 'M' "
        "order by first_year, year"
    )
    key = "victims_by_sex.count.population=REPORTED_EXCL_BORDER.sex=M"
    assert rows(warehouse, query) == [
        (2013, 2017, "330", f"{key}.years=5"),
        (2015, 2015, "70", key),
        (2016, 2016, "80", key),
        (2017, 2017, "90", key),
    ]


def test_a_table_can_be_about_a_period_as_a_whole(warehouse: Connection) -> None:
    query = f"from mart.periods where table_code = 'top_origins' and edition_code = '{MONITOR}'"
    assert rows(warehouse, f"select distinct first_year, year {query}") == [(2013, 2017)]
    assert rows(warehouse, f"select count(*) {query}") == [(4,)]
    # It has no view of years, and stands in print as every table does.
    assert not rows(
        warehouse, "from duckdb_views() where view_name = 'top_origins' and schema_name = 'mart'"
    )
    assert rows(warehouse, f"from report_{MONITOR}.top_origins") == [
        ("Nederland", "1 (1200)", "2 (7)"),
        ("Roemenië", "5 (60)", "1 (9)"),
    ]


@pytest.mark.parametrize(
    "view",
    ["analysis.cells", "analysis.members", "analysis.changes", "analysis.ranks", "analysis.shares"],
)
def test_what_computes_over_cells_reads_single_years(warehouse: Connection, view: str) -> None:
    period = "select column_position from main.all_cells where first_year < year"
    found = (
        f"from {view} as cells inner join main.all_cells as all_cells "
        "using (edition_code, table_code, row_position, column_position) "
        "where all_cells.first_year < all_cells.year"
    )
    assert rows(warehouse, period)
    assert rows(warehouse, f"select count(*) {found}") == [(0,)]


def test_no_sum_holds_a_period(warehouse: Connection) -> None:
    query = (
        "select year, count from analysis.sums where table_code = 'victims_by_sex' "
        "and population_code = 'REPORTED_EXCL_BORDER' and sex_code = '_T' order by year"
    )
    assert rows(warehouse, query) == [(2014, 960), (2015, 920), (2016, 892), (2017, 880)]


def test_marts_show_years_and_periods_show_the_rest(warehouse: Connection) -> None:
    of_years = "select count(*) from main.newest_cells where first_year = year and table_code = "
    assert rows(warehouse, f"{of_years}'mean_age_by_sex'") == rows(
        warehouse, "select count(*) from mart.mean_age_by_sex"
    )
    both = "select count(*) from main.newest_cells where first_year < year"
    assert rows(warehouse, both) == rows(warehouse, "select count(*) from mart.periods")


def test_a_period_revises_only_the_same_period(warehouse: Connection) -> None:
    query = (
        "select distinct revision_kind from quality.revisions where first_year < year order by all"
    )
    assert rows(warehouse, query) == [("year_entered",), ("year_left",)]
    newest = "select count(*) from main.all_cells where first_year < year and not is_newest"
    assert rows(warehouse, newest) == [(0,)]


def test_a_chart_draws_years_and_else_the_period(monitors: Path) -> None:
    charts = read_charts(monitors, "en", MONITOR)
    # A computed total has no place in print.
    years, period = (
        [cell for cell in charts[table].cells if cell["row_position"] is not None]
        for table in ("victims_by_sex", "top_origins")
    )
    assert sorted(cell["year"] for cell in years) == [2015, 2015, 2016, 2016, 2017, 2017]
    assert [cell["year"] for cell in period] == [2017] * 4
    assert "2013–2017" in charts["top_origins"].subtitle


def test_an_export_writes_a_period_as_the_standard_does(monitors: Path) -> None:
    with reading(monitors) as connection:
        extract = Extract(connection, "victims_by_sex", MONITOR, "en")
        told = {str(_valued(cell)["year"]) for cell in extract.cells("victims_by_sex")}
        assert told == {"2015", "2016", "2017", "2013-01-01/P5Y"}
        assert {row[5] for row in extract.mart("victims_by_sex").rows} == {2015, 2016, 2017}
        top = Extract(connection, "top_origins", MONITOR, "en").mart("top_origins")
        assert {row[top.names.index("first_year")] for row in top.rows} == {2013}


def test_a_period_printed_as_a_year_would_be_noticed(tmp_path: Path) -> None:
    """Planted: the total of five years under the code of its last year, beside that year."""
    seeds = with_monitors(tmp_path / "seeds")
    for path in (seeds / MONITOR).glob("victims_by_sex.*"):
        text = path.read_text(encoding="utf-8").replace("2013T2017", "2018")
        path.write_text(text, encoding="utf-8")
    unproved(tmp_path / "w.duckdb", seeds)
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as connection:
        query = (
            "select count(*) from mart.periods where table_code = 'victims_by_sex' "
            "and edition_code = $1"
        )
        assert connection.execute(query, [MONITOR]).fetchall() == [(0,)]
        jump = (
            "select max(difference) from analysis.changes where table_code = 'victims_by_sex' "
            "and base_year = year - 1 and edition_code = $1"
        )
        assert connection.execute(jump, [MONITOR]).fetchall() == [(3110,)]
