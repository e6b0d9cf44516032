"""Totals stand side by side with their evidence, and one row of each is the one to quote."""

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from warehouse.cli.main import cli
from warehouse.place import SQL
from warehouse.site.sql import query_of


def test_one_row_of_every_total_is_to_be_quoted(two: Path) -> None:
    with duckdb.connect(str(two), read_only=True) as both:
        quoted = both.execute(
            "select count(*) filter (where is_quoted) from analysis.totals "
            "group by process, year, form_counting_code, form_code, outcome_code"
        ).fetchall()
        assert set(quoted) == {(1,)}
        assert len(quoted) > 30
        older = both.execute(
            "select count(*) from analysis.totals as quoted inner join analysis.totals as newer "
            "using (process, year, form_counting_code, form_code, outcome_code) "
            "where quoted.is_quoted and newer.edition_code > quoted.edition_code"
        ).fetchall()
        assert older == [(0,)]


@pytest.mark.parametrize(
    ("process", "outcome", "year", "count", "is_printed"),
    [
        ("victims", "_T", 2022, 814, True),
        ("victims", "_T", 2021, 791, False),
        ("victims", "_T", 2018, None, False),
        ("suspects", "_T", 2022, 255, True),
        ("suspects", "_T", 2021, 306, True),
        ("cases", "REGISTERED", 2022, 208, True),
        ("cases", "SETTLED", 2022, 200, True),
        ("cases", "ADJUDICATED", 2022, 109, True),
        ("investigations", "_T", 2022, 165, True),
    ],
)
def test_what_is_printed_comes_before_what_is_computed(
    warehouse: duckdb.DuckDBPyConnection,
    process: str,
    outcome: str,
    year: int,
    count: int | None,
    is_printed: bool,
) -> None:
    found = warehouse.execute(
        "select count, is_printed from analysis.totals where is_quoted and form_code = '_T' "
        "and process = $1 and outcome_code = $2 and year = $3",
        [process, outcome, year],
    ).fetchall()
    assert found == [(count, is_printed)]


def test_one_row_of_every_population_is_to_be_quoted(through_the_years: Path) -> None:
    with duckdb.connect(str(through_the_years), read_only=True) as years:
        quoted = years.execute(
            "select count(*) filter (where is_quoted) from analysis.totals "
            "group by process, unit, population_code, year, form_code, outcome_code, "
            "form_counting_code"
        ).fetchall()
    assert set(quoted) == {(1,)}
    assert len(quoted) > 150


def test_a_sentence_that_the_tables_contradict_is_not_quoted(
    writable: duckdb.DuckDBPyConnection,
) -> None:
    quoted = (
        "select coalesce(claim_code, table_code), count, is_consistent from analysis.totals "
        "where is_quoted and process = 'victims' and form_code = '_T' and year = 2022"
    )
    assert writable.execute(quoted).fetchall() == [("victims_2022", 814, True)]
    writable.execute("begin")
    writable.execute("update claim set claimed_value = 841 where claim_code = 'victims_2022'")
    writable.execute(
        "update fact_sentence_figures set value = 841, value_min = 841, value_max = 841 "
        "where claim_code = 'victims_2022'"
    )
    found = writable.execute(quoted).fetchall()
    leading = writable.execute(
        query_of(SQL / "site" / "key_figures.sql").replace("$1", "'2022'")
    ).fetchall()
    writable.execute("rollback")
    assert found == [("victims_by_age", 814, False)]
    assert ("victims", 2022, "victims_by_age", True) in {
        (figure, year, table, is_leading)
        for figure, year, _, table, *_, is_leading in (row[:10] for row in leading)
    }


def test_a_table_that_leaves_some_out_has_no_upper_limit(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = warehouse.execute(
        "select count, count_min, count_max, is_consistent from analysis.totals "
        "where table_code = 'victims_by_sex' and year = 2022"
    ).fetchall()
    assert found == [(None, 809, None, True)]


def test_rows_that_exclude_each_other_say_so(writable: duckdb.DuckDBPyConnection) -> None:
    writable.execute("begin")
    writable.execute(
        "update fact_sentence_figures set value = 813, value_min = 813, value_max = 813 "
        "where claim_code = 'victims_2022'"
    )
    found = writable.execute(
        "select coalesce(table_code, claim_code), is_consistent from analysis.totals "
        "where process = 'victims' and form_code = '_T' and year = 2022 order by 1"
    ).fetchall()
    writable.execute("rollback")
    assert dict(found) == {
        "age_by_form": True,
        "origin_by_form": True,
        "sex_by_form": True,
        "victims_2022": False,
        "victims_by_age": False,
        "victims_by_origin": False,
        "victims_by_sex": True,
    }


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        # Added over its rows: a row below a line.
        ("victims_by_age", ["(total, computed)             742–746   1372   1013    791    814"]),
        # Added over its columns only: behind the last one. Figures of uncertain place are marked.
        ("suspects_by_sex_and_age", ["302–318", "253–277", "49*", "* The place of this figure"]),
        # What may be misprinted has its sign; what may not be added has no total.
        ("top_nationalities_by_form", ["25†", "† May be misprinted"]),
        ("victims_by_age", ["Minderjarig en adolescent †"]),
        ("cases_registered", ["265    208"]),
    ],
)
def test_show_marks_doubt_and_adds_what_may_be_added(
    database: object, table: str, lines: list[str]
) -> None:
    shown = CliRunner().invoke(cli, ["show", table, "--database", str(database)]).output
    for line in lines:
        assert line in shown
    is_added = table not in ("top_nationalities_by_form", "cases_registered")
    assert ("(total, computed)" in shown) == is_added
    assert ("was not printed" in shown) == is_added
