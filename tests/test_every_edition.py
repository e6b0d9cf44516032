"""Whatever editions are in `seeds/`: readable, equal to print, true of themselves, evaluated.

Decision: nothing here knows a figure. What an edition is held against stands in its own seeds, and
in the census of its report where one was made; so a new edition is tested by being there.
"""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from tests.cases import first
from tests.editions import KNOWN, PRESENT
from tests.test_report_views import figures, misfit
from warehouse.cli.main import cli
from warehouse.names import LANGUAGES
from warehouse.place import ROOT, SEEDS
from warehouse.read.words import titles

Connection = duckdb.DuckDBPyConnection
CENSUS = Path(__file__).parent / "census"
BLOCKS = [
    pytest.param(edition, block, id=f"{edition}-{block['block']}")
    for edition in PRESENT
    if (CENSUS / f"{edition}.json").is_file()
    for block in json.loads((CENSUS / f"{edition}.json").read_text(encoding="utf-8"))
]

each_edition = pytest.mark.parametrize("edition", PRESENT)


@pytest.fixture
def every(every_edition: Path) -> Any:
    with duckdb.connect(str(every_edition), read_only=True) as connection:
        yield connection


def tables(connection: Connection, edition: str) -> list[dict[str, Any]]:
    result = connection.execute(
        "from dim_table where edition_code = $1 and not is_without_values", [edition]
    )
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def test_every_edition_of_the_seeds_is_in_the_warehouse(every: Connection) -> None:
    rows = every.execute("select edition_code from dim_edition order by 1").fetchall()
    assert [edition for (edition,) in rows] == PRESENT
    assert KNOWN.name in PRESENT
    assert BLOCKS


@pytest.mark.parametrize(("edition", "block"), BLOCKS)
def test_the_views_of_a_report_equal_its_census(
    every: Connection, edition: str, block: dict[str, Any]
) -> None:
    tokens = [token for line in block["lines"] for token in line]
    cells = [
        cell
        for table in block["tables"]
        for row in every.execute(f"from report_{edition}.{table}").fetchall()
        for cell in figures(row)
        if cell != ":"  # left blank in print
    ]
    assert not block["tables"] or not misfit(tokens, cells)


@each_edition
def test_a_view_shows_each_cell_of_its_seeds(every: Connection, edition: str) -> None:
    for table in tables(every, edition):
        path = SEEDS / edition / f"{table['table_code']}.csv"
        _, *lines = (line.split(",") for line in path.read_text("utf-8").splitlines())
        rows = every.execute(f"from report_{edition}.{path.stem}").fetchall()
        # Commas part the cells of a seed, so that it has points where the report has commas.
        typed = sorted(cell.replace(".", ",") for line in lines for cell in line[1:])
        shown = sorted(token for row in rows for token in figures(row))
        assert shown == typed, path
        assert len(rows) == len(lines)


def test_every_view_is_readable(every: Connection) -> None:
    views = every.execute(
        "select schema_name, view_name from duckdb_views() where not internal"
    ).fetchall()
    for schema, view in views:
        rows = every.execute(f'select * from "{schema}"."{view}"').fetchall()
        assert rows or (schema, view) == ("quality", "revisions"), (schema, view)
    assert {f"report_{PRESENT[-1]}", "mart", "quality", "analysis"} <= {name for name, _ in views}


@each_edition
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_tables_are_called_the_same(every: Connection, edition: str, language: str) -> None:
    called = titles(tables(every, edition), language)
    assert len(called) == len(set(called))


@each_edition
def test_claims_and_rules_are_evaluated(every: Connection, edition: str) -> None:
    for said, view in (("claim", "quality.claims"), ("rule", "quality.reconciliation")):
        missing = every.execute(
            f"select {said}_code from {said} where edition_code = $1 except "
            f"select {said}_code from {view} where edition_code = $1 and verdict is not null",
            [edition],
        ).fetchall()
        assert missing == []
    ((found,),) = every.execute(
        "select count(*) from quality.reconciliation where edition_code = $1", [edition]
    ).fetchall()
    assert found


@each_edition
def test_the_comment_of_a_view_is_true_of_its_own_edition(every: Connection, edition: str) -> None:
    for table in tables(every, edition):
        ((comment,),) = every.execute(
            "select comment from duckdb_views() where schema_name = $1 and view_name = $2",
            [f"report_{edition}", table["table_code"]],
        ).fetchall()
        said = " ".join(comment.split())
        for wanted in (
            f"Report table: {table['heading_nl']} Page: {table['page']} (edition {edition}) ",
            f"Unit: {table['unit']}. {table['counting_rule_en']} ",
            f"Source: {table['registry_en']}.",
        ):
            assert wanted in said


@pytest.mark.parametrize(
    "page", first(1, sorted(ROOT.glob("docs/findings-*.md"))), ids=lambda page: page.stem
)
def test_a_page_of_findings_is_made_from_the_warehouse(every_edition: Path, page: Path) -> None:
    edition = page.stem.removeprefix("findings-")
    assert edition in PRESENT
    made = CliRunner().invoke(
        cli, ["findings", "--edition", edition, "--database", str(every_edition)]
    )
    assert page.read_text(encoding="utf-8") == made.output
