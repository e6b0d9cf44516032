"""The command line does what a person expects, and fails with a sentence, not a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from tests.cases import first
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError


def warehouse(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [
        sys.executable,
        "-c",
        "from warehouse.cli.main import main; main()",
        *map(str, arguments),
    ]
    return subprocess.run(command, capture_output=True, check=False)


def test_build_publishes_and_says_what(tmp_path: Path, seeds: Path) -> None:
    target = tmp_path / "warehouse.duckdb"
    result = warehouse("build", "--database", target, "--seeds", seeds)
    assert result.returncode == 0, result.stderr
    assert b"21 tables with 525 printed cells" in result.stdout
    assert target.is_file()


def test_build_lists_every_fault_and_publishes_nothing(tmp_path: Path, seeds: Path) -> None:
    path = seeds / "2022" / "victims_by_form.csv"
    path.write_text(path.read_text().replace("135", "abc").replace("420", "-1"))
    target = tmp_path / "warehouse.duckdb"
    result = warehouse("build", "--database", target, "--seeds", seeds)
    assert result.returncode == 1
    errors = result.stderr.decode().splitlines()
    assert errors[-1] == "2 faults; nothing was changed"
    assert errors[-3].startswith('seeds/2022/victims_by_form.csv:2: column 2018: found "abc";')
    assert errors[-2].startswith('seeds/2022/victims_by_form.csv:3: column 2018: found "-1";')
    assert not target.exists()


def test_tables_lists_charts_without_values_too(database: Path) -> None:
    text = warehouse("tables", "--database", database).stdout.decode()
    assert "victims_by_form" in text
    assert text.count("without figures") == 3


def test_show_prints_a_table_and_what_is_hidden(database: Path) -> None:
    result = warehouse("show", "victims_by_form", "--edition", "2022", "--database", database)
    text = result.stdout.decode()
    assert "vorm van uitbuiting per jaar" in text
    assert text.split("Gedwongen orgaanverwijdering")[1].split()[:5] == ["<5", "6", "<5", "0", "0"]
    assert "<5 hides a figure from 1 to 4." in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    first(
        4,
        [
            (["show", "victims_by_shape"], 'has no table "victims_by_shape"'),
            (["show", "victims_by_form", "--edition", "1999"], 'no edition "1999"; there is 2022'),
            (["query", "select nothing"], "nothing"),
            (["query", "delete from fact_cases"], "read-only"),
            (["query", "select 1; select 2", "--format", "csv"], "must be one select"),
            (["query", "drop table fact_cases", "--format", "csv"], "must be one select"),
            (["query", "select 1", "--format", "parquet"], "add --output"),
            (["query", "select 1", "--output", "x.csv"], "--output needs --format"),
            (["tables", "--database", "nowhere.duckdb"], "make one with: warehouse build"),
        ],
    ),
)
def test_a_mistake_is_one_sentence(database: Path, arguments: list[str], message: str) -> None:
    given: list[str | Path] = [] if "--database" in arguments else ["--database", database]
    result = warehouse(*arguments, *given)
    assert result.returncode in {1, 2}
    assert message in result.stderr.decode()
    assert "Traceback" not in result.stderr.decode()


@pytest.mark.parametrize("as_file", [True, False])
@pytest.mark.parametrize("kind", ["csv", "json", "parquet"])
def test_query_exports(database: Path, tmp_path: Path, kind: str, as_file: bool) -> None:
    if kind == "parquet" and not as_file:
        return
    query = "select year, count from mart.victims_by_sex where sex_code = 'F' order by year limit 2"
    output = tmp_path / f"it's.{kind}"
    options: list[str | Path] = ["--output", output] if as_file else []
    result = warehouse("query", query, "--format", kind, "--database", database, *options)
    assert result.returncode == 0, result.stderr
    data = output.read_bytes() if as_file else result.stdout
    if kind == "csv":
        assert data.decode() == "year,count\n2018,491\n2019,725\n"
    elif kind == "json":
        assert json.loads(data) == [{"year": 2018, "count": 491}, {"year": 2019, "count": 725}]
    else:
        with duckdb.connect() as connection:
            connection.execute("set variable file = $1", [str(output)])
            rows = connection.execute("from read_parquet(getvariable('file'))").fetchall()
        assert rows == [(2018, 491), (2019, 725)]


def test_a_query_reaches_no_other_file(database: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\nb\n")
    for query in (
        f"from read_csv('{secret}')",
        f"copy (select 1) to '{tmp_path / 'made.csv'}'",
        f"attach '{tmp_path / 'made.duckdb'}'",
        "set enable_external_access = true",
    ):
        result = warehouse("query", query, "--database", database)
        assert result.returncode == 1, query
    leaking = warehouse(
        *("query", f"from read_csv('{secret}')", "--format", "csv"),
        *("--output", tmp_path / "out.csv", "--database", database),
    )
    assert leaking.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


def test_a_query_may_stand_in_a_file(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.sql"
    path.write_text("-- mine\nselect 42 as answer\n", encoding="utf-8")
    options = ("--format", "csv", "--database", database)
    assert warehouse("query", "--file", path, *options).stdout == b"answer\n42\n"
    both = warehouse("query", "select 1", "--file", path, *options)
    for result in (both, warehouse("query", *options)):
        assert b"give the SQL, or --file FILE" in result.stderr
    path.write_bytes(b"\xff")
    result = warehouse("query", "--file", path, *options)
    assert result.returncode == 1
    assert b"as text" in result.stderr


# What another version calls otherwise or does not have, and what misses it.
MISSED = {
    "alter table main.all_cells rename column page to leaf": [
        ["claims", "women_2022"],
        ["findings"],
        ["audit"],
        ["site", "--without-sql", "--out", "public"],
    ],
    "alter table main.all_cells rename column row_position to place": [
        ["show", "victims_by_form"],
        ["plot", "victims_by_form", "--output", "it.svg"],
    ],
    "drop view meta.columns": [
        ["export", "victims_by_form", "--format", "csv", "--output", "it.csv"],
        ["export", "star", "--format", "csv", "--output", "it"],
        ["export", "cells", "--format", "csv", "--output", "it.csv"],
    ],
}


@pytest.mark.parametrize("change", MISSED)
def test_a_file_of_another_version_is_told_from_a_mistake(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.chdir(tmp_path)
    other = tmp_path / "other.duckdb"
    other.write_bytes(database.read_bytes())
    with duckdb.connect(str(other)) as connection:
        connection.execute(change)
    path = ["--database", str(other)]
    for words in MISSED[change]:
        result = CliRunner().invoke(cli, [*words, *path])
        assert isinstance(result.exception, WarehouseError), words
        assert str(result.exception).endswith(
            "another version made this file, or it is no warehouse; make one with: warehouse build"
        ), words
    assert [path.name for path in tmp_path.iterdir()] == ["other.duckdb"]
    # What a person misspelt is no fault of the file.
    asked = CliRunner().invoke(cli, ["query", "select sects from mart.victims_by_sex", *path])
    assert "sex_code" in str(asked.exception)
    assert "another version" not in str(asked.exception)
