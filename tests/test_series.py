"""Through the years and all publications: a break is told, and nothing computed across it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.editions import MONITORS, unproved, with_monitors
from tests.site_reader import Page as Reader
from warehouse.names import LANGUAGES
from warehouse.site.pages import Site
from warehouse.site.series import lines, read_series

Connection = duckdb.DuckDBPyConnection
MEN = "process = 'victims' and measure = 'count' and dimension = 'sex' and code = 'M'"
PAGE = "series.html"
REASON = (
    "Counted in 2017: Victims of human trafficking reported to CoMensha, without those reported "
    "only by the Royal Marechaussee for recruitment across the border. Counted in 2018: Victims "
    "of human trafficking reported to CoMensha."
)


@pytest.fixture
def warehouse(monitors: Path) -> Iterator[Connection]:
    with duckdb.connect(str(monitors), read_only=True) as connection:
        yield connection


def rows(connection: Connection, query: str) -> list[Any]:
    return connection.execute(query).fetchall()


def test_an_indicator_has_every_year_that_is_printed(warehouse: Connection) -> None:
    query = f"select year, value, edition_code from mart.series where {MEN} order by year"
    assert rows(warehouse, query) == [
        (2014, 60, MONITORS[0]),
        (2015, 70, MONITORS[1]),
        (2016, 80, MONITORS[1]),
        (2017, 90, MONITORS[1]),
        (2018, 250, "2022"),
        (2019, 643, "2022"),
        (2020, 420, "2022"),
        (2021, 268, "2022"),
        (2022, 309, "2022"),
    ]


def test_a_break_is_where_others_are_counted_than_the_year_before(warehouse: Connection) -> None:
    query = (
        "select year, observation_status_code, break_reason_en from mart.series "
        f"where {MEN} and is_break"
    )
    assert rows(warehouse, query) == [(2018, "B", REASON)]
    dutch = f"select break_reason_nl from mart.series where {MEN} and is_break"
    assert rows(warehouse, dutch)[0][0].startswith("Geteld in 2017: Slachtoffers")
    assert rows(
        warehouse,
        "select count(*) from mart.series where is_break <> (break_reason_nl is not null)",
    ) == [(0,)]


def test_where_all_count_the_same_there_is_no_break(warehouse: Connection, tmp_path: Path) -> None:
    """Planted: the monitors called what edition 2022 counts."""
    assert rows(warehouse, f"select count(*) from mart.series where {MEN} and is_break") == [(1,)]
    seeds = with_monitors(tmp_path / "seeds")
    for monitor in MONITORS:
        for path in (seeds / monitor).glob("*.yml"):
            text = path.read_text(encoding="utf-8").replace("REPORTED_EXCL_BORDER", "REPORTED")
            path.write_text(text, encoding="utf-8")
    unproved(tmp_path / "w.duckdb", seeds)
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as connection:
        assert rows(connection, "select count(*) from mart.series where is_break") == [(0,)]
        query = (
            "select max(difference) from analysis.changes where base_year = 2017 and year = 2018"
        )
        assert rows(connection, query)[0][0] is not None


def test_no_change_is_computed_across_a_break(warehouse: Connection) -> None:
    query = (
        "select year, base_year, difference_min, difference_max, relative_min, index_max, "
        "break_reason_en from analysis.changes where table_code = 'victims_by_sex' "
        "and sex_code = 'M' and base_year = year - 1 order by year"
    )
    found = {row[0]: row[2:] for row in rows(warehouse, query)}
    assert found[2018] == (None, None, None, None, REASON)
    assert found[2017][:2] == (10, 10)
    assert found[2019][:2] == (393, 393)
    assert [year for year, row in found.items() if row[-1]] == [2018]
    assert list(found) == [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022]


def test_hidden_figures_are_ranges_with_their_status(warehouse: Connection) -> None:
    query = (
        "select value, value_min, value_max, observation_status_code from mart.series "
        "where dimension = 'form' and code = 'OR' and year = 2018"
    )
    assert rows(warehouse, query) == [(None, 1, 4, "Q")]
    wrong = (
        "select count(*) from mart.series where (value is null) <> (value_min <> value_max) "
        "or value not between value_min and value_max"
    )
    assert rows(warehouse, wrong) == [(0,)]


def test_a_row_is_one_indicator_year_population_and_way_of_counting(warehouse: Connection) -> None:
    key = "process, measure, unit, dimension, code, year, population_code, form_counting_code"
    assert not rows(warehouse, f"select {key} from mart.series group by all having count(*) > 1")


def test_a_mean_age_is_an_indicator_and_a_share_is_none(warehouse: Connection) -> None:
    query = (
        "select year, value, printed from mart.series where measure = 'mean_age' and code = 'M' "
        "order by year"
    )
    assert rows(warehouse, query) == [
        (2015, 25.01, "25,01"),
        (2016, 25.7, "25,7"),
        (2017, 26, "26"),
    ]
    assert rows(warehouse, "select distinct measure from mart.series order by all") == [
        ("count",),
        ("mean_age",),
    ]


def test_a_line_on_the_site_has_a_gap_at_a_break(monitors: Path) -> None:
    (section,) = [one for one in read_series(monitors) if one.name == "victims-victims-count-sex"]
    men = next(row for row in section.rows if row.label["code"] == "M")
    assert [len(line) for line in men.lines] == [5, 4]
    assert len(section.breaks) == 1
    assert section.years == list(range(2014, 2023))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_series_marks_a_break_and_says_why(monitors: Path, language: str) -> None:
    site = Site(monitors)
    page = next(one for one in site.pages({}) if (one.language, one.path) == (language, PAGE))
    shown = Reader.parse(site.render(site.environment(with_sql=False), page), Path(page.path))
    marks = shown.all("span", class_="mark")
    (reason,) = {mark.attributes["title"] for mark in marks}
    with duckdb.connect(str(monitors), read_only=True) as connection:
        query = f"select distinct break_reason_{language} from mart.series where is_break"
        assert rows(connection, query) == [(reason,)]
    assert reason in {item.text for item in shown.all("li")}
    assert len(shown.all("td", class_="break")) == len(marks) > 0
    assert shown.one("h2", id="victims-victims-count-sex")


@pytest.mark.parametrize(
    ("points", "joined"),
    [
        ([(2014, 1, 1, "A"), (2015, 2, 2, "A")], [2]),
        ([(2014, 1, 1, "A"), (2016, 2, 2, "A")], [1, 1]),
        ([(2014, 1, 1, "A"), (2015, 2, 2, "B")], [1, 1]),
        ([(2014, 1, 1, "A"), (2015, 0, 4, "A"), (2016, 2, 2, "A")], [1, 1]),
        ([(2014, 0, 4, "A")], []),
    ],
    ids=["years", "missing year", "other population", "hidden", "only hidden"],
)
def test_a_line_joins_only_what_is_alike(points: list[Any], joined: list[int]) -> None:
    given = [
        {
            "year": year,
            "value_min": low,
            "value_max": high,
            "population_code": population,
            "form_counting_code": "_Z",
            "is_break": False,
        }
        for year, low, high, population in points
    ]
    assert [len(line) for line in lines(given)] == joined
