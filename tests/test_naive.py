"""What one would ask first misleads; one query of the cookbook, over mart or analysis, does not."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.place import SQL, sql_files
from warehouse.site.sql import query_of
from warehouse.sqltext import header

# What is asked, the query that comes first to mind, what it answers, the file of the cookbook that
# answers it, and a row of that answer.
CASES: list[tuple[str, str, Any, str, tuple[Any, ...]]] = [
    (
        "victims in 2022, by form",
        "select sum(count) from mart.victims_by_form where year = 2022",
        849,
        "44_totals",
        ("victims", "REPORTED", "Not broken down by outcome", 2022, 814, 814, 814, True),
    ),
    (
        "victims in 2022, by reporter",
        "select sum(count) from mart.victims_by_reporter where year = 2022",
        895,
        "45_who_says_814",
        ("victims_2022", True, 814, 814, 814, True, True),
    ),
    (
        "victims in 2022, from the facts",
        "select sum(count) from fact_victims where year = 2022",
        9_777,
        "45_who_says_814",
        ("victims_by_age", False, 814, 814, 814, True, False),
    ),
    (
        "victims in 2018",
        "select sum(count) from mart.victims_by_age where year = 2018",
        742,
        "09_victims_per_year",
        (2018, None, 742, 746, 1),
    ),
    (
        "conviction rate of 2021",
        "select round(sum(count) filter (where outcome_code = 'ADJUDICATED_CONVICTED') "
        "/ sum(count), 3) from mart.verdicts_by_outcome where year = 2021",
        0.827,
        "15_convictions",
        (2021, "91", 0.798, 0.82, 1),
    ),
    (
        "the part of the victims who came from Europe",
        "select round(sum(count) filter (where origin_code = 'EUR') / sum(count), 4) "
        "from mart.victims_by_origin where year = 2022",
        0.3575,
        "46_european_share",
        (2022, 0.6112, 0.6143),
    ),
    (
        "suspects per victim",
        "select round((select sum(count) from fact_suspects where year = 2022) "
        "/ (select sum(count) from fact_victims where year = 2022), 3)",
        0.023,
        "47_suspects_per_victim",
        (2022, 255, 814, 0.313, 0.313),
    ),
    (
        "men among the suspects of 2021",
        "select sum(count) from mart.suspects_by_sex_and_age where sex_code = 'M' and year = 2021",
        212,
        "48_men_among_suspects",
        (2021, "Male", None, 212, 261, 1),
    ),
    (
        "minors per year, as a share of what is shown",
        "select round(sum(count) filter (where age_code = 'Y0T17') / sum(count), 4) "
        "from mart.victims_by_age where year = 2018",
        0.0849,
        "13_share_of_minors",
        (2018, "63", None, 0.0845, 0.0849),
    ),
    (
        "nationalities of minors",
        "select count(*) from all_cells where age_code = 'Y0T17' and origin_code = 'NL'",
        0,
        "42_origin_of_minors",
        ("Netherlands", 48.0, "only_in_text"),
    ),
    (
        "Ukrainian victims before 2022",
        "select count(*) from all_cells where origin_code = 'UA' and year = 2021",
        0,
        "40_ukrainians",
        (2021, "All forms", "All sectors", "All ages", "All sexes", "All reporters", 7.0, 7.0),
    ),
    (
        "the mean age of victims of labour exploitation",
        "select round(avg(age_min), 1) from mart.age_by_form inner join dim_age using (age_code) "
        "where form_code = 'AU' and count is not null",
        27.8,
        "41_mean_age",
        ("Labour exploitation", 37.3, 37.25, 37.35),
    ),
]


# The same of questions over many years, whose naive answer crosses a break.
OVER_A_BREAK: list[tuple[str, str, Any, str, tuple[Any, ...]]] = [
    (
        "how many more minors in 2018 than in 2017",
        "select sum(if(year = 2018, value, -value)) from mart.series where process = 'victims' "
        "and measure = 'count' and dimension = 'age' and code = 'Y0T17' and year in (2017, 2018)",
        -131,
        "51_minors_since_2012",
        (2018, "REPORTED", 63, None, True),
    ),
    (
        "how many more victims of sexual exploitation across a border in 2018 than in 2017",
        "select sum(if(year = 2018, value, -value)) from mart.series where process = 'victims' "
        "and measure = 'count' and dimension = 'form' and code = 'ISU' and year in (2017, 2018)",
        131,
        "56_cross_border_sexual_since_2012",
        (2018, "REPORTED", "every_form", 420, None, True),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_naive_query_misleads_and_the_cookbook_does_not(
    case: tuple[str, str, Any, str, tuple[Any, ...]], warehouse: duckdb.DuckDBPyConnection
) -> None:
    misleads(case, warehouse)


@pytest.mark.parametrize("case", OVER_A_BREAK, ids=[case[0] for case in OVER_A_BREAK])
def test_a_naive_query_crosses_a_break_and_the_cookbook_does_not(
    case: tuple[str, str, Any, str, tuple[Any, ...]], through_the_years: Path
) -> None:
    with duckdb.connect(str(through_the_years), read_only=True) as connection:
        misleads(case, connection)


def test_an_answer_stays_the_same_when_earlier_publications_join(
    warehouse: duckdb.DuckDBPyConnection, through_the_years: Path
) -> None:
    """Else a query says what was true of one publication, and crosses a break beside others."""
    asked = [path for path in sql_files("cookbook") if of_the_report(path)]
    assert len(asked) > 35
    with duckdb.connect(str(through_the_years), read_only=True) as years:
        for path in asked:
            query = query_of(path)
            assert warehouse.execute(query).fetchall() == years.execute(query).fetchall(), path


def of_the_report(path: Path) -> bool:
    """Tell whether a query asks for figures of the report, not of the file or of many years."""
    return header(path.read_text("utf-8"), "part") not in ("finding", "series", "trust")


def misleads(
    case: tuple[str, str, Any, str, tuple[Any, ...]], connection: duckdb.DuckDBPyConnection
) -> None:
    """Assert that the naive query answers what it should not, and the cookbook what it should."""
    _, naive, misleading, file, right = case
    answered = connection.execute(naive).fetchone()
    assert answered is not None
    assert float(answered[0]) == misleading
    query = query_of(SQL / "cookbook" / f"{file}.sql")
    assert "fact_" not in query
    assert right in connection.execute(query).fetchall()
