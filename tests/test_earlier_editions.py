"""What the earlier publications print in all is the sum of its parts, or a known finding.

Decision: a printed total is a cell whose code in a dimension that its table breaks down is `_T`.
A rule of reconciliation.yml compares each of them; what does not hold is listed here, so that a
mistyped figure is no finding. The revisions between two editions were seen on both pages.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.place import SQL

MONITORS = ("victims_monitor_2016", "victims_monitor_2017")
# The rules that the print itself breaks, with the groups in which it does.
FINDINGS = {
    "victims_monitor_2016": {
        ("nationalities_afr_excl_mena", "2012"),
        ("nationalities_afr_excl_mena_by_form", "ISU"),
        ("nationalities_afr_excl_mena_by_form", "_T"),
        ("nationalities_other", "2012"),
        ("nationalities_other_by_form", "ISU"),
        ("nationalities_other_by_form", "_T"),
    },
    "victims_monitor_2017": {("reports_cover_victims", "2013")},
}
CONTRADICTED = {
    "victims_monitor_2016": set(),
    "victims_monitor_2017": {"form_unknown_2017", "minors_share"},
}
# Row, year, what the monitor of 2016 prints, what that of 2017 prints.
REVISIONS = {
    "border_only_characteristics": {("EU_2004", 2013, "92,4%", "92,5%")},
    "border_only_reported": {("_T", 2013, "317", "320")},
    "top_nationalities": {
        ("HU", 2013, "2 (87)", "2 (85)"),
        ("RO", 2013, "3 (63)", "3 (62)"),
        ("_T", 2013, "1120", "1117"),
    },
    "victims_by_age": {
        ("Y18T22", 2013, "298", "297"),
        ("Y23T29", 2013, "281", "280"),
        ("Y30T39", 2013, "169", "168"),
    },
    "victims_by_exploitation": {("SU_ONLY", 2013, "668", "665")},
    "victims_by_form_and_route": {("ISU", 2013, "384", "381")},
    "victims_by_nationality": {
        ("HU", 2013, "87", "85"),
        ("RO", 2013, "63", "62"),
        ("_T", 2013, "1120", "1117"),
    },
    "victims_by_non_sex_work_sector": {
        ("AU_AGRICULTURE", 2016, "28", "26"),
        ("AU_INDUSTRY", 2016, "31", "30"),
        ("AU_OTHER", 2016, "38", "37"),
        ("AU_TRADE", 2016, "10", "13"),
        ("AU_TRANSPORT", 2016, "9", "8"),
    },
    "victims_by_reporter": {
        ("POLICE", 2013, "786", "788"),
        ("POLICE", 2014, "732", "672"),
        ("POLICE", 2015, "628", "623"),
        ("POLICE", 2016, "462", "446"),
    },
    "victims_by_route": {("NON_NL", 2013, "649", "646")},
    "victims_by_sex": {("F", 2013, "951", "948")},
    "victims_by_sex_work_sector": {
        ("SU_ESCORT", 2016, "32", "49"),
        ("SU_HOME", 2016, "122", "106"),
        ("SU_STREET_OTHER", 2016, "14", "13"),
    },
    "victims_mean_age": {
        ("_T", 2013, "25,0", "25,01"),
        ("_T", 2014, "25,6", "25,55"),
        ("_T", 2015, "24,7", "24,72"),
        ("_T", 2016, "25,1", "25,08"),
    },
    "victims_without_border": {("_T", 2013, "1120", "1117")},
}
TOTALS = """
with headings as (
    select 'row' as side, table_code, row_position as place, row_code as code
    from report_row where edition_code = $1
    union all
    select 'column', table_code, column_position, column_code
    from report_column where edition_code = $1
),

totals as (
    select cells.table_code, cells.row_position, cells.column_position
    from all_cells as cells
    inner join headings
        on
            cells.table_code = headings.table_code
            and headings.code = '_T'
            and headings.place
            = if(headings.side = 'row', cells.row_position, cells.column_position)
    where cells.edition_code = $1 and cells.measure = 'count'
)

select distinct table_code
from totals
anti join term
    on
        term.edition_code = $1
        and term.subject_kind = 'rule'
        and totals.table_code = term.table_code
        and totals.row_position = term.row_position
        and totals.column_position = term.column_position
"""


@pytest.fixture(scope="module")
def years(through_the_years: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(through_the_years), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("edition", MONITORS)
def test_every_printed_total_is_compared(years: duckdb.DuckDBPyConnection, edition: str) -> None:
    # Whom only figure 3.1 prints, before the years of the monitor, stands beside nothing.
    assert years.execute(TOTALS, [edition]).fetchall() == [("victims_reported",)]


@pytest.mark.parametrize("edition", MONITORS)
def test_every_total_holds_or_is_a_finding(years: duckdb.DuckDBPyConnection, edition: str) -> None:
    broken = years.execute(
        "select rule_code, group_code from quality.reconciliation "
        "where edition_code = $1 and verdict = 'impossible'",
        [edition],
    ).fetchall()
    assert set(broken) == FINDINGS[edition]


# What is no count stands in no rule: each query gives what is printed of the whole, and what
# follows from the parts.
WHOLES = {
    "mean_age": """
    with known as (
        select coalesce(form_code, '_T') as form_code, year, first_year, sum(count) as count
        from all_cells
        where
            edition_code = $1
            and table_code in ('age_by_form', 'victims_by_age')
            and age_code not in ('_U', '_T')
        group by all
    ),

    means as (
        select coalesce(form_code, '_T') as form_code, year, first_year, value
        from all_cells where edition_code = $1 and measure = 'mean_age'
    ),

    parts as (
        select
            first_year = year as is_year,
            sum(value * count) / sum(count) as value
        from means inner join known using (form_code, year, first_year)
        where first_year = year or form_code <> '_T'
        group by is_year
    )

    select means.value, parts.value from parts cross join means
    where means.first_year < means.year and means.form_code = '_T'
    """,
    "estimate by year": """
    select
        any_value(value) filter (where year - first_year = 4),
        sum(value) filter (where year - first_year < 4)
    from all_cells where edition_code = $1 and measure = 'estimate' group by row_position
    """,
    "estimate by sector": """
    select
        any_value(value) filter (where sector_code = '_T'),
        sum(value) filter (where sector_code <> '_T')
    from all_cells where edition_code = $1 and measure = 'estimate'
    group by column_position having bool_or(sector_code = '_T')
    """,
    "share": """
    with reported as (
        select year, first_year, count
        from all_cells where edition_code = $1 and table_code = 'border_only_reported'
    ),

    shares as (
        select * from all_cells
        where edition_code = $1 and table_code = 'border_only_characteristics'
    )

    select
        any_value(100 * share) filter (where first_year < year),
        100 * sum(round(share * reported.count)) filter (where first_year = year)
        / any_value(reported.count) filter (where first_year < year)
    from shares inner join reported using (year, first_year)
    group by row_position
    """,
}


@pytest.mark.parametrize("edition", MONITORS)
def test_what_is_no_count_follows_from_its_parts(
    years: duckdb.DuckDBPyConnection, edition: str
) -> None:
    found = {name: years.execute(query, [edition]).fetchall() for name, query in WHOLES.items()}
    totals = 1 if edition == "victims_monitor_2017" else 0  # that of 2016 prints no row of totals
    assert [len(rows) for rows in found.values()] == [2, 2 + totals, 3 * totals, 3]
    off = {
        name: max(abs(float(a) - float(b)) for a, b in rows) for name, rows in found.items() if rows
    }
    assert off.pop("mean_age") < (0.01 if totals else 0.1)
    assert off.pop("share") < 0.051
    assert max(off.values()) < 0.001


@pytest.mark.parametrize("edition", MONITORS)
def test_every_sentence_holds_or_is_a_finding(
    years: duckdb.DuckDBPyConnection, edition: str
) -> None:
    wrong = years.execute(
        "select claim_code from quality.claims "
        "where edition_code = $1 and verdict = 'contradicted'",
        [edition],
    ).fetchall()
    assert {claim for (claim,) in wrong} == CONTRADICTED[edition]


def test_a_printed_total_is_no_part_of_itself(years: duckdb.DuckDBPyConnection) -> None:
    where = "where table_code = 'victims_by_exploitation' and year = 2017"
    assert years.execute(
        "select member_code, cells, round(share, 4) from analysis.shares "
        f"{where} and added_over = 'form' order by 1"
    ).fetchall() == [
        ("SU_ONLY", 4, 0.5574),
        ("SU_UBS", 4, 0.0438),
        ("UBS", 4, 0.2599),
        ("_U", 4, 0.1388),
    ]
    assert years.execute(
        f"select count, cells from analysis.sums {where} and form_code = '_T'"
    ).fetchall() == [(958, 4)]
    assert years.execute(
        f"select max(cells) from analysis.ranks {where} and added_over = 'form'"
    ).fetchall() == [(4,)]


@pytest.mark.parametrize("edition", MONITORS)
def test_a_total_is_computed_only_where_none_is_printed(
    years: duckdb.DuckDBPyConnection, edition: str
) -> None:
    query = (SQL / "read" / "totals.sql").read_text("utf-8")
    computed = {table for table, *_ in years.execute(query, [edition, None]).fetchall()}
    printed = {"victims_by_nationality", "nationality_by_form"}
    assert not computed & printed
    assert ("victims_by_sex" in computed) == (edition == "victims_monitor_2016")
    sums = years.execute(query, ["victims_monitor_2016", "sex_by_form"]).fetchall()
    assert [low for _, _, _, low, _ in sums] == [1522, 111, 1897, 1074, 1161, 5765]


def test_the_revisions_are_those_of_the_pages(years: duckdb.DuckDBPyConnection) -> None:
    found: dict[str, set[tuple[str, int, str, str]]] = {}
    for table, *revision in years.execute(
        "select revisions.table_code, rows.row_code, revisions.year, old_printed, new_printed "
        "from quality.revisions inner join report_row as rows "
        "on rows.edition_code = new_edition_code and rows.table_code = revisions.table_code "
        "and rows.printed_label = revisions.label "
        "where revision_kind = 'changed' and [old_edition_code, new_edition_code] = $1",
        [list(MONITORS)],
    ).fetchall():
        code = max(revision[0].split("."), key=lambda part: part != "_T")
        found.setdefault(table, set()).add((code, *revision[1:]))
    assert found == REVISIONS


def test_figures_of_another_population_revise_nothing(years: duckdb.DuckDBPyConnection) -> None:
    pairs = years.execute(
        "select distinct old_edition_code, new_edition_code from quality.revisions"
    ).fetchall()
    assert pairs == [MONITORS]
