"""The audit finds what an edition gives away, says through what, and never shows a value."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from tests.test_reconciliation import MUCH, NAMES
from warehouse.audit.audit import Audit, Hidden, audit, audit_cells, publication
from warehouse.audit.feasibility import feasibility
from warehouse.audit.publication import Cell, Printed, over_hidden
from warehouse.build.views import store
from warehouse.cli import trust as commands_trust
from warehouse.cli.main import cli
from warehouse.read.query import fetch
from warehouse.solver.inequality import Inequality

SENTINEL = 987_654


def run(database: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["audit", *words, "--database", str(database)])


@pytest.fixture(scope="module")
def published(database: Path) -> tuple[dict[Cell, Printed], list[Inequality]]:
    return publication(database, "2022", across=False)


@pytest.fixture(scope="module")
def result(published: tuple[dict[Cell, Printed], list[Inequality]]) -> Audit:
    return audit_cells("2022", *published)


@pytest.fixture
def computed(result: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command have the result without computing it again."""
    monkeypatch.setattr("warehouse.audit.audit.audit_cells", lambda *_: result)


def hidden(result: Audit, table: str, label: str) -> Hidden:
    (found,) = (cell for cell in result.hidden if (cell.table, cell.label) == (table, label))
    return found


def test_every_hidden_cell_is_audited(result: Audit, database: Path) -> None:
    query = (
        "select count(*) from main.all_cells where measure = 'count' and is_suppressed "
        "and edition_code = '2022'"
    )
    _, [(count,)] = fetch(database, query)
    assert len(result.hidden) == count > 100
    assert result.counts().total() == count


def test_what_gives_a_cell_away_is_named(result: Audit) -> None:
    """A table of its own, two linked tables, a sentence: each leaks at least one cell."""
    verdicts = hidden(result, "verdicts_by_form", "Overig, In ieder geval seksuele uitbuiting")
    assert verdicts.status == "exact"
    assert verdicts.told_by == ("rule form_verdicts [2022.SU_ANY] of 2022",)
    settled = hidden(result, "cases_settled_by_outcome", "Overig, 2021")
    assert settled.status == "exact"
    assert settled.told_by == ("claim settled_fewer_than_2021 of 2022",)
    protected = hidden(result, "cases_settled_by_outcome", "Overig, 2018")
    assert (protected.status, protected.told_by) == ("protected", ())


def test_a_figure_of_uncertain_place_is_not_hidden(
    result: Audit, published: tuple[dict[Cell, Printed], list[Inequality]]
) -> None:
    cells, inequalities = published
    uncertain = {cell for cell, printed in cells.items() if printed.is_open}
    assert uncertain & {cell for one in inequalities for cell in one.cells}
    labels = {(cell[1], cells[cell].label) for cell in uncertain}
    assert not labels & {(cell.table, cell.label) for cell in result.hidden}


def test_a_blank_cell_is_not_hidden(through_the_years: Path) -> None:
    """The monitors leave cells blank, and rules tell some of them; they hide none."""
    cells, inequalities = publication(through_the_years, "victims_monitor_2017", across=False)
    blank = {cell for cell, printed in cells.items() if printed.is_open}
    assert blank & {cell for one in inequalities for cell in one.cells}
    assert audit_cells("victims_monitor_2017", cells, inequalities).hidden == ()


def test_impossible_rules_and_contradicted_sentences_are_contradictions(
    result: Audit, database: Path
) -> None:
    found = " ".join(name for found in result.contradictions for name in found.inequalities)
    _, rules = fetch(
        database,
        "select rule_code, group_code from quality.reconciliation where verdict = 'impossible'",
    )
    for rule, group in rules:
        assert f"rule {rule} [{group}] of 2022" in found
    for claim in ("international_sexual_african_share", "africa_first_2018"):
        assert claim in found


@pytest.mark.parametrize("rule", NAMES)
def test_each_rule_can_contradict(
    published: tuple[dict[Cell, Printed], list[Inequality]], rule: str
) -> None:
    """A figure far too high turns at least one relation of the rule into a contradiction."""
    cells, relations = published
    own = [relation for relation in relations if relation.name.startswith(f"rule {rule} ")]
    assert own
    relation = next(relation for relation in own if relation.terms)
    broken = False
    for cell, _ in relation.terms:
        spoiled = cells | {cell: cells[cell]._replace(figure=MUCH)}
        bounds = {c: (p.low, p.high) for c, p in spoiled.items() if p.figure is None}
        equations = over_hidden([relation], spoiled)
        broken |= bool(feasibility(bounds, equations, explain=False).contradictions)
    assert broken


def test_an_interval_holds_what_was_printed(
    published: tuple[dict[Cell, Printed], list[Inequality]], result: Audit
) -> None:
    """Hide a printed small figure that nothing contradicts: its interval contains it."""
    cells, relations = published
    broken = {name for found in result.contradictions for name in found.inequalities}
    doubtful = {cell for r in relations if r.name in broken for cell, _ in r.terms}
    small = [
        (cell, as_printed, as_printed.figure)
        for cell, as_printed in cells.items()
        if as_printed.figure in {5, 6} and cell not in doubtful
    ]
    assert len(small) > 10
    for cell, as_printed, figure in small[::2]:
        spoiled = cells | {cell: as_printed._replace(low=0, high=9, figure=None)}
        bounds = {c: (p.low, p.high) for c, p in spoiled.items() if p.figure is None}
        audited = feasibility(bounds, over_hidden(relations, spoiled), explain=False).cells
        (found,) = (found for found in audited if found.cell == cell)
        assert found.low <= figure
        assert found.high is None or figure <= found.high


@pytest.mark.usefixtures("computed")
def test_exit_status(database: Path) -> None:
    assert run(database).exit_code == 1, "the report contradicts itself"
    assert run(database, "--strict").exit_code == 2, "and gives cells away"


def test_exit_status_of_a_report_that_gives_nothing_away(database: Path, tmp_path: Path) -> None:
    calm = Path(shutil.copy(database, tmp_path / "calm.duckdb"))
    with duckdb.connect(str(calm)) as connection:
        connection.execute("delete from term")
    result = run(calm, "--strict")
    assert result.exit_code == 0
    assert "0 exact" in result.output


def test_no_value_is_shown_or_exported(
    database: Path, result: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Give every interval a number that nothing else has: it must not come out."""
    cells = tuple(
        Hidden(c.table, c.label, c.status, c.told_by, SENTINEL, SENTINEL) for c in result.hidden
    )
    disguised = Audit(result.edition, cells, result.contradictions)
    monkeypatch.setattr("warehouse.audit.audit.audit_cells", lambda *_: disguised)
    for words in ([], ["--json"], ["--across"]):
        said = run(database, *words)
        assert "exact" in said.output
        assert str(SENTINEL) not in said.output


@pytest.mark.usefixtures("computed")
def test_values_are_for_a_terminal_only(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = run(database, "--show-values")
    assert "interactive terminal" in str(refused.exception)
    monkeypatch.setattr(commands_trust, "is_terminal", lambda: True)
    assert " to " in run(database, "--show-values").output
    assert "interactive terminal" in str(run(database, "--show-values", "--json").exception)


@pytest.mark.usefixtures("computed")
def test_the_audit_writes_nothing(database: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(database, tmp_path / "warehouse.duckdb"))
    run(copy)
    assert copy.read_bytes() == database.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["warehouse.duckdb"]


@pytest.mark.usefixtures("computed")
def test_json_names_cells_and_relations(database: Path) -> None:
    said = json.loads(run(database, "--json").output)
    assert said["edition"] == "2022"
    assert {cell["status"] for cell in said["hidden"]} == {
        *("exact", "narrowed", "protected", "contradictory"),
    }
    assert {*said["hidden"][0]} == {"table", "cell", "status", "relations"}


def test_an_earlier_edition_gives_a_cell_away(two: Path, tmp_path: Path) -> None:
    """What the invented edition hides and 2022 printed is known to whoever has both."""
    path = Path(shutil.copy(two, tmp_path / "two.duckdb"))
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update fact_cases set printed = '3', count = 3, count_min = 3, count_max = 3, "
            "is_suppressed = false, observation_status_code = 'A', "
            "confidentiality_status_code = 'F' where edition_code = '2022' and year = 2020 "
            "and table_code = 'cases_settled_by_outcome' and outcome_code = 'SETTLED_O'"
        )
        store(connection)
    place = ("cases_settled_by_outcome", "Overig, 2020")
    assert hidden(audit(path, "2098"), *place).status != "exact"
    across = hidden(audit(path, "2098", across=True), *place)
    assert across.status == "exact"
    assert "of 2022 and of 2098" in across.told_by[0]
