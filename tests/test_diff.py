"""`warehouse diff` shows what differs between two editions or two files, to people and as JSON."""

import json
import re
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from tests.cases import first
from warehouse.cli.main import cli
from warehouse.edition.compare import compare_files
from warehouse.faults import WarehouseError


def diff(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)])


def test_editions_for_people(two: Path) -> None:
    result = diff("2022", "2098", "--database", two)
    assert result.exit_code == 0, result.output
    assert "disclosed" in result.output
    assert "suppressed" in result.output
    assert "year_entered" in result.output.splitlines()[-1]
    assert "year_entered" not in "\n".join(result.output.splitlines()[:-1])


def test_editions_as_json_are_all_revisions(two: Path) -> None:
    rows = json.loads(diff("2022", "2098", "--database", two, "--json").output)
    with duckdb.connect(str(two), read_only=True) as connection:
        (count,) = connection.execute("select count(*) from quality.revisions").fetchone() or (0,)
    assert len(rows) == count
    assert {"old_printed", "new_printed", "difference_min", "revision_kind"} <= rows[0].keys()


def test_the_order_of_the_arguments_does_not_matter(two: Path) -> None:
    assert (
        diff("2098", "2022", "--database", two).output
        == diff("2022", "2098", "--database", two).output
    )


def test_a_file_equals_itself(few: Path) -> None:
    assert compare_files(few, few) == []
    assert diff(few, few).output == "no differences\n"


def change(database: Path, target: Path, statement: str) -> Path:
    target.write_bytes(database.read_bytes())
    with duckdb.connect(str(target)) as connection:
        connection.execute(statement)
    return target


@pytest.mark.parametrize(
    ("statement", "line"),
    first(
        1,
        [
            (
                "update fact_cases set printed = '9', count = 9, count_min = 9, count_max = 9 "
                "where table_code = 'cases_registered' and column_position = 1",
                "changed  fact_cases 2022, cases_registered, 1, 1: printed 265 → 9, count 265 → 9, "
                "count_min 265 → 9, count_max 265 → 9",
            ),
            (
                "delete from fact_cases where table_code = 'cases_registered' "
                "and column_position = 1",
                "removed  fact_cases 2022, cases_registered, 1, 1: ",
            ),
            (
                "update dim_sex set label_nl = 'Vrouwelijk' where sex_code = 'F'",
                "changed  dim_sex F: label_nl Vrouw → Vrouwelijk",
            ),
            (
                "insert into dim_sex select * replace ('X' as sex_code) from dim_sex limit 1",
                "added  dim_sex X: sex_code nothing → X, ",
            ),
            ("create table mine (a integer)", "added  mine mine: columns nothing → ['a']"),
            ("drop view mart.victims_by_sex", "removed  view mart.victims_by_sex"),
        ],
    ),
)
def test_files_for_people(few: Path, tmp_path: Path, statement: str, line: str) -> None:
    changed = change(few, tmp_path / "changed.duckdb", statement)
    first, summary = diff(few, changed).output.splitlines()
    assert first.startswith(line)
    assert summary == f"1 {line.split(maxsplit=1)[0]}"


def test_files_as_json(few: Path, tmp_path: Path) -> None:
    statement = "update dim_sex set label_nl = 'Vrouwelijk' where sex_code = 'F'"
    changed = change(few, tmp_path / "changed.duckdb", statement)
    assert json.loads(diff(few, changed, "--json").output) == [
        {
            "kind": "changed",
            "table": "dim_sex",
            "key": {"sex_code": "F"},
            "old": {"label_nl": "Vrouw"},
            "new": {"label_nl": "Vrouwelijk"},
        }
    ]


def test_two_editions_differ_from_one(database: Path, two: Path) -> None:
    changes = compare_files(database, two)
    assert {change.kind for change in changes} == {"added"}
    assert {"dim_edition", "fact_victims", "report_row", "view"} <= {c.table for c in changes}


@pytest.mark.parametrize("name", ["nowhere.duckdb", "no-warehouse.duckdb"])
def test_a_file_that_is_none(few: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "no-warehouse.duckdb").write_bytes(b"x" * 20_000)
    with pytest.raises(WarehouseError, match=name):
        compare_files(few, tmp_path / name)


def test_the_same_edition_twice_is_refused(two: Path) -> None:
    result = diff("2022", "2022", "--database", two)
    assert isinstance(result.exception, WarehouseError)


def test_the_text_of_a_view_is_the_same_whenever_it_is_read(database: Path) -> None:
    """DuckDB keeps several excluded columns as a set and writes them in any order."""
    query = "select view_name, sql from duckdb_views() where not internal"
    with duckdb.connect(str(database), read_only=True) as connection:
        stored = connection.execute(query).fetchall()
    assert len(stored) > 50
    assert [name for name, sql in stored if re.search(r"EXCLUDE \([^)]*,", sql)] == []
