"""No edition fills in what another hides: only `audit --across` reads both, behind its door.

Two copies of one warehouse differ in nothing but figures that 2022 prints and the invented edition
behind it hides. What says anything of the later edition must be the same in both.
"""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from tests.conftest import Once
from warehouse.audit.audit import publication
from warehouse.build.views import store
from warehouse.cli.main import cli
from warehouse.export.write import write

EARLIER, LATER = "2022", "2098"
SMALL = (1, 3)  # whatever a `<5` of any table allows
# What names both editions shows the print of both, side by side; no bound of one narrows the other.
BOTH = "quality.revisions"
OF_BOTH = ("old_", "difference", "relative", "share_difference", "revision_kind")

Connection = duckdb.DuckDBPyConnection
Pair = tuple[Path, Path]
Both = tuple[Connection, Connection]


def disclose(two: Path, folder: Path, figure: int) -> int:
    """Let the earlier edition print the figure wherever the later one hides; return how often."""
    path = Path(shutil.copy(two, folder / f"prints-{figure}.duckdb"))
    changed = 0
    with duckdb.connect(str(path)) as connection:
        for fact in ("victims", "suspects", "cases"):
            [(count,)] = connection.execute(
                f"update fact_{fact} as earlier set printed = '{figure}', count = {figure}, "
                f"count_min = {figure}, count_max = {figure}, is_suppressed = false, "
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
    def fill(folder: Path) -> None:
        assert all(disclose(two, folder, figure) > 20 for figure in SMALL)

    folder = once("across", fill)
    one, other = (folder / f"prints-{figure}.duckdb" for figure in SMALL)
    return one, other


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
        names = columns[relation]
        query = f"from {relation}"
        if relation == BOTH:
            shown = [name for name in names if not name.startswith(OF_BOTH)]
            query = f"select {', '.join(shown)} {query} where new_edition_code = '{LATER}'"
        elif "edition_code" in names:
            query = f"{query} where edition_code = '{LATER}'"
        if held(one, query) != held(other, query):
            leaking.add(relation)
    return differing, leaking


def test_no_relation_says_more_of_a_hidden_cell_than_its_own_edition(connections: Both) -> None:
    differing, leaking = leaks(*connections)
    assert leaking == set()
    # The copies do differ, wherever the earlier edition itself is shown.
    assert differing >= {"main.all_cells", "main.cells_as_of", "mart.figures", BOTH}


@pytest.mark.parametrize(
    "filled",
    [
        "select later.edition_code, coalesce(later.count, earlier.count) as count",
        "select later.table_code, sum(least(later.count_max, earlier.count)) as count_max",
        "select later.edition_code, least(later.count_max, earlier.count_max) as count_max",
    ],
)
def test_a_view_that_fills_a_cell_in_is_caught(pair: Pair, tmp_path: Path, filled: str) -> None:
    groups = " group by all" if "sum(" in filled else ""
    copies = [Path(shutil.copy(path, tmp_path)) for path in pair]
    one, other = (duckdb.connect(str(path)) for path in copies)
    with one, other:
        for connection in (one, other):
            connection.execute(
                f"create view analysis.filled as {filled} from main.all_cells as later "
                "inner join main.all_cells as earlier using (series_key, year) "
                f"where later.edition_code = '{LATER}' "
                f"and earlier.edition_code = '{EARLIER}'{groups}"
            )
        assert leaks(one, other, "analysis.filled")[1] == {"analysis.filled"}


@pytest.mark.parametrize(
    "view", ["main.newest_cells", f"main.cells_as_of where as_of_edition_code = '{LATER}'"]
)
def test_the_newest_print_of_a_cell_stays_hidden(connections: Both, view: str) -> None:
    for connection in connections:
        found = connection.execute(
            f"with shown as (from {view}) "
            "select shown.edition_code, shown.printed, shown.count, shown.count_max from shown "
            "inner join main.all_cells as earlier using (series_key, year) "
            "inner join main.all_cells as later using (series_key, year) "
            f"where earlier.edition_code = '{EARLIER}' and later.edition_code = '{LATER}' "
            "and later.is_suppressed and earlier.count is not null"
        ).fetchall()
        assert len(found) > 20
        assert set(found) == {(LATER, "<5", None, 4)}


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
    one, other = tmp_path / "one", tmp_path / "other"
    for path, folder in zip(pair, (one, other), strict=True):
        write(path, "marts", "csv", folder)
    names = sorted(path.name for path in one.glob("*.csv"))
    assert len(names) > 15
    for name in names:
        cells = [
            [
                row
                for row in csv.reader((folder / name).open(encoding="utf-8"))
                if EARLIER not in row
            ]
            for folder in (one, other)
        ]
        assert cells[0] == cells[1]


def test_only_across_reads_both(pair: Pair) -> None:
    """The audit of one edition starts from the same; with the earlier one it does not."""
    alone, across = (
        [publication(path, LATER, across=wanted) for path in pair] for wanted in (False, True)
    )
    assert alone[0] == alone[1]
    assert across[0] != across[1]
    assert {edition for edition, *_ in alone[0][0]} == {LATER}
    assert {edition for edition, *_ in across[0][0]} == {EARLIER, LATER}
