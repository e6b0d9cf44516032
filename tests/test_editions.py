"""Editions live side by side: each as printed, the mart with the newest print, revisions listed."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.editions import INVENTED, KNOWN
from tests.test_checks import broken

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def both(two: Path) -> Iterator[Connection]:
    with duckdb.connect(str(two), read_only=True) as connection:
        yield connection


def views(connection: Connection, schema: str) -> set[str]:
    rows = connection.execute(
        "select view_name from duckdb_views() where schema_name = $1", [schema]
    ).fetchall()
    return {name for (name,) in rows}


def printed(connection: Connection, edition: str, table: str) -> tuple[list[str], list[Any]]:
    result = connection.execute(f"from report_{edition}.{table}")
    return [column[0] for column in result.description], result.fetchall()


def tables_of(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.csv")} - {"corrections"}


def test_an_earlier_edition_reads_as_before(both: Connection, warehouse: Connection) -> None:
    names = views(warehouse, "report_2022")
    assert names == views(both, "report_2022") == tables_of(KNOWN)
    for name in names:
        assert printed(both, "2022", name) == printed(warehouse, "2022", name)


def test_facts_of_an_earlier_edition_never_change(both: Connection, warehouse: Connection) -> None:
    for fact in ("victims", "suspects", "cases"):
        query = (
            f"select * exclude (is_newest) from fact_{fact} "
            "where edition_code = '2022' order by all"
        )
        before = warehouse.execute(query).fetchall()
        assert both.execute(query).fetchall() == before
        assert before


def test_a_new_edition_has_its_own_years_and_tables(both: Connection) -> None:
    assert views(both, "report_2098") == tables_of(INVENTED)
    columns, rows = printed(both, "2098", "victims_by_form")
    assert columns == ["label", "2019", "2020", "2021", "2022", "2023"]
    assert len(rows) == 6


def test_a_new_edition_reads_as_its_seeds(both: Connection) -> None:
    for path in INVENTED.glob("*.csv"):
        if path.stem == "top_nationalities_by_form":
            continue
        cells = [line.split(",")[1:] for line in path.read_text().splitlines()[1:]]
        assert [list(row[1:]) for row in printed(both, "2098", path.stem)[1]] == cells


def test_editions_differ_in_tables_rows_and_labels(both: Connection) -> None:
    """The made-up edition drops a table, drops and adds a row, and renames a label."""
    dropped = views(both, "report_2022") - views(both, "report_2098")
    assert dropped

    def headings(edition: str, kind: str) -> set[tuple[str, ...]]:
        what = "table_code, row_code" if kind == "code" else "table_code, row_code, printed_label"
        rows = both.execute(
            f"select {what} from report_row where edition_code = $1 and row_code !~ '^[0-9]'",
            [edition],
        ).fetchall()
        return {row for row in rows if row[0] not in dropped}

    assert headings("2022", "code") - headings("2098", "code")
    assert headings("2098", "code") - headings("2022", "code")
    shared = headings("2022", "code") & headings("2098", "code")
    renamed = {row for row in headings("2098", "label") - headings("2022", "label")}
    assert {row[:2] for row in renamed} & shared


def test_the_mart_takes_the_newest_print_of_each_cell(both: Connection) -> None:
    rows = dict(
        both.execute(
            "select year, any_value(edition_code) from mart.victims_by_age group by year"
        ).fetchall()
    )
    assert rows == {
        2018: "2022",
        2019: "2098",
        2020: "2098",
        2021: "2098",
        2022: "2098",
        2023: "2098",
    }
    (doubled,) = both.execute(
        "select count(*) from (select 1 from newest_cells group by table_code, year, form_code, "
        "form_counting_code, sector_code, origin_code, age_code, sex_code, reporter_code, "
        "outcome_code having count(*) > 1)"
    ).fetchone() or (None,)
    assert doubled == 0


@pytest.mark.parametrize(
    "where",
    [
        "edition_code = '2098' and is_newest",  # then the cell has no newest edition
        "edition_code = '2022' and not is_newest",  # then it has two
        "table_code = 'victims_by_age' and year = 2022 and age_code = 'Y0T17'",  # then the older
    ],
)
def test_a_wrong_newest_print_is_seen(two: Path, tmp_path: Path, where: str) -> None:
    path = tmp_path / "wrong.duckdb"
    path.write_bytes(two.read_bytes())
    with duckdb.connect(str(path)) as connection:
        (changed,) = connection.execute(
            f"update fact_victims set is_newest = not is_newest where {where}"
        ).fetchone() or (0,)
    assert changed
    assert "newest: " in broken(path)


def test_a_dropped_table_stays_in_the_mart(both: Connection) -> None:
    for name in views(both, "report_2022") - views(both, "report_2098"):
        rows = both.execute(f"select distinct edition_code from mart.{name}").fetchall()
        assert rows == [("2022",)]


def test_as_of_an_edition_gives_what_its_reader_knew(
    both: Connection, warehouse: Connection
) -> None:
    columns = "edition_code, table_code, row_position, column_position, printed"
    then = both.execute(
        f"select {columns} from cells_as_of where as_of_edition_code = '2022' order by all"
    ).fetchall()
    assert then == warehouse.execute(f"select {columns} from newest_cells order by all").fetchall()
    now = both.execute(
        f"select {columns} from cells_as_of where as_of_edition_code = '2098' order by all"
    ).fetchall()
    assert now == both.execute(f"select {columns} from newest_cells order by all").fetchall()
    assert now != then


def test_every_difference_between_the_seeds_is_a_revision(both: Connection) -> None:
    """Compare the files themselves, independently of the view."""
    expected = set()
    for path in INVENTED.glob("*.csv"):
        old, new = (
            {
                (row[0], code): text
                for row in lines[1:]
                for code, text in zip(lines[0][1:], row[1:], strict=True)
            }
            for lines in (
                [line.split(",") for line in file.read_text().splitlines()]
                for file in (KNOWN / path.name, path)
            )
        )
        expected |= {
            (path.stem, old[cell], new[cell])
            for cell in old.keys() & new.keys()
            if old[cell] != new[cell]
            # Tables of one year keep their column codes while the year moves on.
            and any(code.isdigit() for code in cell)
        }
    rows = both.execute(
        "select table_code, old_printed, new_printed from quality.revisions "
        "where revision_kind in ('changed', 'suppressed', 'disclosed')"
    ).fetchall()
    assert set(rows) == expected
    assert expected


def test_kinds_of_revisions(both: Connection) -> None:
    kinds = Counter(
        kind for (kind,) in both.execute("select revision_kind from quality.revisions").fetchall()
    )
    assert kinds.keys() >= {"changed", "suppressed", "disclosed", "table_dropped"}
    assert kinds.keys() >= {"year_left", "year_entered"}
    assert kinds["year_entered"] > kinds["changed"]


def test_differences_are_intervals_of_what_both_prints_allow(both: Connection) -> None:
    rows = both.execute(
        "select revision_kind, old_count_min, old_count_max, new_count_min, new_count_max, "
        "difference_min, difference_max, relative_min, relative_max from quality.revisions "
        "where revision_kind in ('changed', 'suppressed', 'disclosed') and measure = 'count'"
    ).fetchall()
    for kind, old_min, old_max, new_min, new_max, low, high, relative_low, relative_high in rows:
        differences = {
            new - old for old in range(old_min, old_max + 1) for new in range(new_min, new_max + 1)
        }
        assert (low, high) == (min(differences), max(differences)), kind
        if old_min:
            ratios = [
                new / old - 1
                for old in range(old_min, old_max + 1)
                for new in range(new_min, new_max + 1)
            ]
            assert relative_low == pytest.approx(min(ratios))
            assert relative_high == pytest.approx(max(ratios))
        else:
            assert relative_high is None
