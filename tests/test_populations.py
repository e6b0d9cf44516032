"""Figures that count other persons are never the same cell, nor one the revision of the other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.editions import MONITORS, unproved, with_monitors
from warehouse.audit.publication import read_publication

Connection = duckdb.DuckDBPyConnection
OTHER, YEARLY = "REPORTED_EXCL_BORDER", "REPORTED"


@pytest.fixture
def warehouse(monitors: Path) -> Iterator[Connection]:
    with duckdb.connect(str(monitors), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def overlapping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse in which a monitor and edition 2022 print the same years."""
    return overlap(tmp_path_factory.mktemp("overlapping"), OTHER)


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same, but with the monitor's victims called those of edition 2022: planted."""
    return overlap(tmp_path_factory.mktemp("mistaken"), YEARLY)


def overlap(folder: Path, population: str) -> Path:
    seeds = with_monitors(folder / "seeds")
    for path in (seeds / MONITORS[1]).glob("victims_by_sex.*"):
        text = path.read_text(encoding="utf-8").replace("2015:", "2018:").replace("2015,", "2018,")
        text = text.replace("15: 2015", "18: 2018").replace(OTHER, population)
        path.write_text(text.replace("2018: 2015", "2018: 2018"), encoding="utf-8")
    return unproved(folder / "w.duckdb", seeds)


def rows(database: Path | Connection, query: str) -> list[Any]:
    if isinstance(database, Path):
        with duckdb.connect(str(database), read_only=True) as connection:
            return connection.execute(query).fetchall()
    return database.execute(query).fetchall()


REVISED = (
    "select count(*) from quality.revisions where new_edition_code = '2022' and year = 2018 "
    "and table_code = 'victims_by_sex'"
)
BOTH_NEWEST = (
    "select count(*) from main.newest_cells where table_code = 'victims_by_sex' and year = 2018 "
    "and sex_code = 'M'"
)


def test_neither_revises_the_other(overlapping: Path, mistaken: Path) -> None:
    assert rows(overlapping, REVISED) == [(0,)]
    assert rows(mistaken, REVISED) == [(2,)]


def test_both_are_newest(overlapping: Path, mistaken: Path) -> None:
    assert rows(overlapping, BOTH_NEWEST) == [(2,)]
    assert rows(mistaken, BOTH_NEWEST) == [(1,)]


def test_a_reader_of_a_later_edition_keeps_both(overlapping: Path) -> None:
    query = (
        "select edition_code, count from main.cells_as_of where as_of_edition_code = '2022' "
        "and table_code = 'victims_by_sex' and year = 2018 and sex_code = 'M' order by all"
    )
    assert rows(overlapping, query) == [("2022", 250), (MONITORS[1], 70)]


def test_a_mart_shows_one_population(overlapping: Path) -> None:
    query = "select distinct edition_code from mart.victims_by_sex"
    assert rows(overlapping, query) == [("2022",)]
    said = (
        "select population_code, count(distinct edition_code) from main.all_cells "
        "where table_code = 'victims_by_sex' and is_in_mart group by population_code"
    )
    assert rows(overlapping, said) == [(YEARLY, 1)]


def test_an_audit_across_editions_equates_only_one_population(
    overlapping: Path, mistaken: Path
) -> None:
    def equal(database: Path) -> int:
        same = "sql/audit/same_cells.sql"
        with duckdb.connect(str(database), read_only=True) as connection:
            query = Path(same).read_text(encoding="utf-8")
            query = query.replace("later.count is null or earlier.count is null", "true")
            query = query.replace("later.count_max >= earlier.count_min", "true")
            query = query.replace("earlier.count_max >= later.count_min", "true")
            editions = [MONITORS[1], "2022"]
            return len(connection.execute(query, [editions]).fetchall())

    assert equal(overlapping) == 0
    assert equal(mistaken) == 2
    cells, _ = read_publication(overlapping, [MONITORS[1], "2022"])
    assert {cell[0] for cell in cells} == {MONITORS[1], "2022"}


def test_totals_are_kept_apart(overlapping: Path) -> None:
    query = (
        "select population_code, count_min from analysis.totals where process = 'victims' "
        "and year = 2018 and form_code = '_T' and is_quoted order by all"
    )
    assert rows(overlapping, query) == [(YEARLY, 741), (OTHER, 920)]


def test_every_figure_says_whom_it_counts(warehouse: Connection) -> None:
    for relation in ("main.all_cells", "mart.figures", "analysis.cells", "mart.series"):
        query = f"select count(*), count(population_code) from {relation}"
        ((all_rows, told),) = rows(warehouse, query)
        assert all_rows == told > 0


def test_a_table_says_whom_it_counts_and_from_which_register(warehouse: Connection) -> None:
    query = (
        "select distinct population_nl, population_en, registry_nl, registry_en "
        "from main.dim_table where population_code = 'SUSPECTS_POLICE'"
    )
    assert rows(warehouse, query) == [
        (
            "Verdachten van mensenhandel in beeld bij de politie",
            "Suspects of human trafficking known to the police",
            "Politie (EMM)",
            "Police (EMM)",
        )
    ]


def test_a_sentence_counts_whom_its_edition_says(database: Path) -> None:
    query = "select distinct process, population_code from mart.sentence_figures order by all"
    assert rows(database, query) == [
        ("cases", "CASES_PROSECUTION"),
        ("defendants", "SUSPECTS_PROSECUTION"),
        ("investigations", "INVESTIGATIONS_POLICE"),
        ("suspects", "SUSPECTS_POLICE"),
        ("victims", "REPORTED"),
    ]
