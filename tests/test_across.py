"""No edition fills in what another hides: only `audit --across` reads both, behind its door.

Two warehouses differ in nothing but cells that the invented edition hides and 2022 before it hides
in one, prints in the other. What says anything of the later edition must be the same in both; so a
view that shows the earlier print in the place of the later one is caught as well.
"""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from click.testing import CliRunner

from tests.conftest import Once
from warehouse.audit.audit import publication
from warehouse.build.views import store
from warehouse.cli.main import cli
from warehouse.export.write import write
from warehouse.place import SQL

EARLIER, LATER = "2022", "2098"
FIGURE = 3  # a `<5` of any table allows it
# It puts the prints of both editions side by side, and has a row only where they differ.
BOTH = "quality.revisions"

Connection = duckdb.DuckDBPyConnection
Pair = tuple[Path, Path]
Both = tuple[Connection, Connection]


def disclose(path: Path) -> int:
    """Let the earlier edition print a figure wherever the later one hides; return how often."""
    changed = 0
    with duckdb.connect(str(path)) as connection:
        for fact in ("victims", "suspects", "cases"):
            [(count,)] = connection.execute(
                f"update fact_{fact} as earlier set printed = '{FIGURE}', count = {FIGURE}, "
                f"count_min = {FIGURE}, count_max = {FIGURE}, is_suppressed = false, "
                "observation_status_code = 'A', confidentiality_status_code = 'F', "
                "placement_code = 'printed', placement_reason_nl = null, "
                "placement_reason_en = null, competing_cells = null "
                f"where earlier.edition_code = '{EARLIER}' and exists ("
                f"from fact_{fact} as later where later.edition_code = '{LATER}' "
                "and later.is_suppressed and later.series_key = earlier.series_key "
                "and later.year = earlier.year)"
            ).fetchall()
            changed += count
        store(connection)
    return changed


@pytest.fixture(scope="module")
def pair(once: Once, two: Path) -> Pair:
    """Return the warehouse in which both hide, and the one in which the earlier edition prints."""

    def fill(folder: Path) -> None:
        assert disclose(Path(shutil.copy(two, folder / "printed.duckdb"))) > 20

    return two, once("across", fill) / "printed.duckdb"


@pytest.fixture
def connections(pair: Pair) -> Iterator[Both]:
    one, other = (duckdb.connect(str(path), read_only=True) for path in pair)
    with one, other:
        yield one, other


def held(connection: Connection, query: str) -> tuple[Any, ...]:
    """Return how many rows a query has, and a number that all of them together make."""
    [found] = connection.execute(
        f"select count(*), sum(hash(found)::hugeint) from ({query}) as found"
    ).fetchall()
    return tuple(found)


def leaks(one: Connection, other: Connection, of: str = "") -> tuple[set[str], set[str]]:
    """Return the relations that differ at all, and those that differ in what they say of the later.

    Of all relations, or of one. What names its edition is held to what it says of the later one,
    anything else to all that it says.
    """
    columns: dict[str, list[str]] = {}
    for relation, column in one.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() "
        "where not internal order by all"
    ).fetchall():
        if of in ("", relation):
            columns.setdefault(relation, []).append(column)
    assert len(columns) > 80 or of
    differing = {
        relation
        for relation in columns
        if not relation.startswith(f"report_{EARLIER}.")
        and held(one, f"from {relation}") != held(other, f"from {relation}")
    }
    leaking = set()
    for relation in differing:
        query = f"from {relation}"
        if "edition_code" in columns[relation]:
            query = f"{query} where edition_code = '{LATER}'"
        if relation != BOTH and held(one, query) != held(other, query):
            leaking.add(relation)
    return differing, leaking


def test_no_relation_says_more_of_a_hidden_cell_than_its_own_edition(connections: Both) -> None:
    differing, leaking = leaks(*connections)
    assert leaking == set()
    # The copies do differ, wherever the earlier edition itself is shown.
    assert differing >= {"main.all_cells", "main.cells_as_of", "mart.figures", BOTH}


@pytest.mark.parametrize(("side", "edition"), [("old", EARLIER), ("new", LATER)])
def test_a_revision_shows_each_print_with_its_own_bounds(
    connections: Both, side: str, edition: str
) -> None:
    _, printing = connections
    shown = "table_code, year, origin_code, age_code, sex_code, sector_code, outcome_code"
    bounds = ("printed", "count_min", "count_max")
    query = (
        f"select {shown}, {', '.join(f'{side}_{name} as {name}' for name in bounds)} from {BOTH} "
        f"where {side}_edition_code = '{edition}' and {side}_printed is not null"
    )
    own = (
        f"select {shown}, {', '.join(bounds)} from main.all_cells where edition_code = '{edition}'"
    )
    assert len(printing.execute(query).fetchall()) > 20
    assert printing.execute(f"{query} except {own}").fetchall() == []


SAME = (
    "from main.all_cells as later inner join main.all_cells as earlier using (series_key, year) "
    f"where later.edition_code = '{LATER}' and earlier.edition_code = '{EARLIER}'"
)


@pytest.mark.parametrize(
    "filled",
    [
        f"select later.edition_code, coalesce(later.count, earlier.count) as count {SAME}",
        f"select later.edition_code, least(later.count_max, earlier.count_max) as count_max {SAME}",
        f"select later.table_code, sum(least(later.count_max, earlier.count)) {SAME} group by 1",
        # the narrower print, whichever edition has it
        "from main.all_cells qualify row_number() over (partition by series_key, year "
        "order by count_max - count_min, edition_code desc) = 1",
        # the newest edition that gives a count
        "from main.all_cells qualify row_number() over (partition by series_key, year "
        "order by count is null, edition_code desc) = 1",
    ],
)
def test_a_view_that_fills_a_cell_in_is_caught(pair: Pair, tmp_path: Path, filled: str) -> None:
    copies = [Path(shutil.copy(path, tmp_path)) for path in pair]
    one, other = (duckdb.connect(str(path)) for path in copies)
    with one, other:
        for connection in (one, other):
            connection.execute(f"create view analysis.filled as {filled}")
        assert leaks(one, other, "analysis.filled")[1] == {"analysis.filled"}


@pytest.mark.parametrize(
    "view", ["main.newest_cells", f"main.cells_as_of where as_of_edition_code = '{LATER}'"]
)
def test_the_newest_print_of_a_cell_stays_hidden(connections: Both, view: str) -> None:
    _, printing = connections
    found = printing.execute(
        f"with shown as (from {view}) "
        "select shown.edition_code, shown.printed, shown.count, shown.count_max from shown "
        "inner join main.all_cells as earlier using (series_key, year) "
        "inner join main.all_cells as later using (series_key, year) "
        f"where earlier.edition_code = '{EARLIER}' and later.edition_code = '{LATER}' "
        "and later.is_suppressed and earlier.count is not null"
    ).fetchall()
    assert len(found) > 20
    assert set(found) == {(LATER, "<5", None, 4)}


QUERIES = [
    path for wing in ("charts", "read", "site") for path in sorted((SQL / wing).glob("*.sql"))
]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_query_of_charts_and_pages_says_the_same(connections: Both, path: Path) -> None:
    """Asked for the later edition where it asks; else, what it says of that edition, or all."""
    query = path.read_text(encoding="utf-8")
    given = [LATER, "cases_settled_by_outcome", "en"][: len(set(re.findall(r"\$\d", query)))]
    told = []
    for connection in connections:
        result = connection.execute(query, given)
        names = [column[0] for column in result.description]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        assert rows
        told.append([row for row in rows if row.get("edition_code", LATER) == LATER])
    assert told[0] == told[1]


WINGS = ("audit", "charts", "edition", "export", "read", "site", "trust")


@pytest.mark.parametrize("wing", WINGS)
def test_every_question_says_in_which_order(wing: str) -> None:
    """Where none is asked for, DuckDB gives rows in another order from run to run."""
    for path in sorted((SQL / wing).glob("*.sql")):
        query = sqlglot.parse_one(path.read_text(encoding="utf-8"), dialect="duckdb")
        assert query.args.get("order"), path.name


COMMANDS = [
    ["show", "cases_settled_by_outcome"],
    ["show", "suspects_by_sex_and_age"],
    ["claims"],
    ["findings", "--edition", LATER],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_says_the_same_of_the_later_edition(pair: Pair, words: list[str]) -> None:
    edition = [] if "--edition" in words else ["--edition", LATER]
    one, other = (
        CliRunner().invoke(cli, [*words, *edition, "--database", str(path)]) for path in pair
    )
    assert one.output == other.output != ""


def test_exports_are_the_same(pair: Pair, tmp_path: Path) -> None:
    told: list[dict[str, list[list[str]]]] = []
    for number, path in enumerate(pair):
        folder = tmp_path / str(number)
        write(path, "marts", "csv", folder)
        told.append({})
        for file in sorted(folder.glob("*.csv")):
            header, *lines = csv.reader(file.open(encoding="utf-8"))
            edition = header.index("edition_code")
            told[-1][file.name] = [line for line in lines if line[edition] == LATER]
    assert told[0] == told[1]
    assert sum(bool(lines) for lines in told[0].values()) > 15


def test_only_across_reads_both(pair: Pair) -> None:
    """The audit of one edition starts from the same; with the earlier one it does not."""
    alone, across = (
        [publication(path, LATER, across=wanted) for path in pair] for wanted in (False, True)
    )
    assert alone[0] == alone[1]
    assert across[0] != across[1]
    assert {edition for edition, *_ in alone[0][0]} == {LATER}
    assert {edition for edition, *_ in across[0][0]} == {EARLIER, LATER}
