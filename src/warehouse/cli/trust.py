"""Commands that tell how far an edition can be trusted: `claims`, `audit`, `findings`."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from warehouse.cli.options import database_option, edition_option, summary_option
from warehouse.extras import require
from warehouse.faults import WarehouseError, likely
from warehouse.read.display import interval

if TYPE_CHECKING:
    from warehouse.audit.advice import Advice
    from warehouse.audit.audit import Audit, Hidden
    from warehouse.audit.publication import Cell, Printed

VERDICTS = {
    "confirmed": "green",
    "possible": "yellow",
    "contradicted": "red",
    "only_in_text": "cyan",
    "not_in_tables": "bright_black",
}
CONTRADICTION, FAILURE = 1, 2


@click.command("claims")
@click.argument("claim", required=False)
@database_option
@edition_option
@click.option(
    "--verdict", type=click.Choice(list(VERDICTS)), multiple=True, help="Only these verdicts."
)
@click.option("--kind", help="Only claims of this kind, such as share or trend.")
@click.option("--section", help="Only sections whose name holds this text.")
@click.option(
    "--report-text",
    "report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The report, as PDF or text, to prove that every number in a sentence is accounted for.",
)
@summary_option
def claims_command(
    claim: str | None,
    database: Path,
    edition: str | None,
    verdict: tuple[str, ...],
    kind: str | None,
    section: str | None,
    report: Path | None,
    summary: bool,
) -> None:
    """Hold every figure in the sentences of the report against its tables.

    With CLAIM, show that one with the query that recomputes it and, where it is contradicted, what
    would fit. Exit status 1 when a sentence is contradicted, 2 when --report-text has a sentence
    or a number that is not accounted for.

    \b
    Examples:
        warehouse claims --verdict contradicted --verdict possible
        warehouse claims victims_2022
        warehouse claims --report-text report.txt
    """
    from warehouse.read.query import chosen_edition, fetch_dicts

    edition = chosen_edition(database, edition)
    query = "from quality.claims where edition_code = $1 order by sort_order"
    found = fetch_dicts(database, query, edition)
    if claim is not None:
        _show_claim(found, claim, edition)
        _echo_readings(database, edition, claim)
        return
    for row in found:
        if (
            not summary
            and (not verdict or row["verdict"] in verdict)
            and kind in (None, row["claim_kind"])
            and (section or "").casefold() in row["section_nl"].casefold()
        ):
            _echo_claim(row)
    counts = Counter(row["verdict"] for row in found)
    said = ", ".join(f"{counts[name]} {name.replace('_', ' ')}" for name in VERDICTS)
    click.echo(f"claims of edition {edition}: {len(found)}, of which {said}")
    status = CONTRADICTION if counts["contradicted"] else 0
    if report is not None and not _is_covered(report, database, edition):
        status = FAILURE
    sys.exit(status)


def _echo_claim(row: dict[str, Any]) -> None:
    verdict = click.style(f"{row['verdict'].replace('_', ' '):13}", fg=VERDICTS[row["verdict"]])
    click.echo(
        f"{verdict}  {row['claim_code']}: {row['statement_en']} "
        f"Printed: {row['printed_words']}. {_computed(row)}"
    )


def _computed(row: dict[str, Any]) -> str:
    if row["recompute_sql"] is None:
        return str(row["reason_en"])
    computed = interval(row["value_min"], row["value_max"])
    uncertain = " (places uncertain)" if row["uncertain_cells"] else ""
    return f"Computed: {computed} {row['claim_unit']}{uncertain}."


def _show_claim(found: list[dict[str, Any]], claim: str, edition: str) -> None:
    for row in found:
        if row["claim_code"] == claim:
            _echo_claim(row)
            click.echo(f"Section: {row['section_nl']}. Sentence: {row['sentence_digest']}.")
            if row["recompute_sql"]:
                click.echo(row["recompute_sql"])
            return
    meant = likely(claim, (row["claim_code"] for row in found)) + "list them: warehouse claims"
    raise WarehouseError(f'edition {edition} has no claim "{claim}"; {meant}')


def _echo_readings(database: Path, edition: str, claim: str) -> None:
    from warehouse.trust.readings import needed_base, read_readings, would_fit

    readings = read_readings(database, edition)
    for told in would_fit(readings.claim(claim, few=None)):
        click.echo(f"Would fit: {told}.")
    if claim in readings.bases:
        click.echo(needed_base(readings.bases[claim]))


def _is_covered(report: Path, database: Path, edition: str) -> bool:
    from warehouse.trust.coverage import cover, read_report

    pdf: Callable[[Path], str] | None = None
    if report.suffix == ".pdf":
        require("read", "ortools", "pypdfium2", "rapidfuzz", user="a report as PDF")
        from warehouse.report.reading import report_text

        pdf = report_text
    coverage = cover(read_report(report, database, edition, pdf), database, edition)
    for line in coverage.left_over():
        click.echo(line)
    click.echo(
        f"sentences with a figure: {coverage.sentences}, of which {coverage.covered} covered, "
        f"{coverage.exempt} exempt, {len(coverage.uncovered)} not covered"
    )
    return coverage.complete


@click.command("audit")
@database_option
@edition_option
@click.option("--across", is_flag=True, help="Use what earlier editions publish as well.")
@click.option("--strict", is_flag=True, help="Exit status 2 when a hidden cell is determined.")
@click.option("--advice", is_flag=True, help="Say which further cells to hide.")
@click.option("--json", "as_json", is_flag=True, help="Print the audit as JSON, without values.")
@click.option("--show-values", is_flag=True, help="Show bounds, on an interactive terminal only.")
@summary_option
def audit_command(
    database: Path,
    edition: str | None,
    across: bool,
    strict: bool,
    advice: bool,
    as_json: bool,
    show_values: bool,
    summary: bool,
) -> None:
    """Tell which hidden cells can be worked out from what an edition publishes.

    A hidden cell is determined exactly, narrowed, protected, or stands in a contradiction. Values
    are never printed, unless you ask for them on a terminal. Exit status 1 for a contradiction, 2
    with --strict for a cell that is determined exactly.

    \b
    Examples:
        warehouse audit
        warehouse audit --edition 2022 --strict
        warehouse audit --advice
    """
    require("audit", "ortools")
    from warehouse.audit.audit import audit_cells, publication
    from warehouse.read.query import chosen_edition

    if show_values and (as_json or not is_terminal()):
        raise WarehouseError("--show-values is for an interactive terminal only")
    edition = chosen_edition(database, edition)
    cells, inequalities = publication(database, edition, across=across)
    result = audit_cells(edition, cells, inequalities)
    if as_json:
        click.echo(json.dumps(_as_json(result), indent=1, ensure_ascii=False))
    else:
        if not summary:
            _echo_audit(result, show_values)
        _echo_summary(result)
    if advice:
        from warehouse.audit.advice import advise

        # What an earlier edition printed can be hidden no more.
        may_hide = [cell for cell in cells if cell[0] == edition]
        _echo_advice(advise(cells, inequalities, may_hide), cells)
    if strict and result.counts()["exact"]:
        sys.exit(FAILURE)
    sys.exit(CONTRADICTION if result.contradictions else 0)


def is_terminal() -> bool:
    """Return whether a person looks at what is printed."""
    return sys.stdout.isatty()


def _as_json(result: "Audit") -> dict[str, Any]:
    return {
        "edition": result.edition,
        "hidden": [
            {
                "table": cell.table,
                "cell": cell.label,
                "status": cell.status,
                "relations": cell.told_by,
            }
            for cell in result.hidden
        ],
        "contradictions": [contradiction.inequalities for contradiction in result.contradictions],
    }


def _echo_audit(result: "Audit", show_values: bool) -> None:
    from warehouse.audit.audit import STATUSES
    from warehouse.read.display import print_table

    tables = dict.fromkeys(cell.table for cell in result.hidden)
    counts = {
        table: Counter(cell.status for cell in result.hidden if cell.table == table)
        for table in tables
    }
    shown = [
        _row(cell, show_values)
        for cell in result.hidden
        if show_values or cell.status in ("exact", "contradictory")
    ]
    columns = ["table", "hidden cell", "status", "told by"] + ["bounds"] * show_values
    if shown:
        print_table(columns, shown)
    for contradiction in result.contradictions:
        click.echo(f"contradiction: {'; '.join(contradiction.inequalities)}")
    rows = [(table, *(counts[table][status] for status in STATUSES)) for table in tables]
    print_table(["table", *STATUSES], rows, title="Hidden cells by table")


def _echo_summary(result: "Audit") -> None:
    from warehouse.audit.audit import STATUSES

    said = ", ".join(f"{result.counts()[status]} {status}" for status in STATUSES)
    click.echo(
        f"audit of edition {result.edition}: {len(result.hidden)} hidden cells, of which {said}; "
        f"{len(result.contradictions)} contradictions"
    )


def _row(cell: "Hidden", show_values: bool) -> tuple[str, ...]:
    """Return what is shown of a hidden cell; a long explanation is cut, JSON has it whole."""
    told_by = "; ".join(cell.told_by[:3])
    if len(cell.told_by) > 3:  # noqa: PLR2004  three fit on a line
        told_by += f"; and {len(cell.told_by) - 3} more"
    bounds = (interval(cell.low, cell.high),) if show_values else ()
    return (cell.table, cell.label, cell.status, told_by, *bounds)


def _echo_advice(advice: "Advice", cells: "dict[Cell, Printed]") -> None:
    for cell in advice.hide:
        click.echo(f"hide too: {cell[1]}: {cells[cell].label}")
    for cell in advice.unprotected:
        click.echo(f"hiding cells does not protect: {cell[1]}: {cells[cell].label}")
    click.echo(
        f"advice: {len(advice.hide)} further cells to hide; "
        f"{len(advice.unprotected)} hidden cells stay determined"
    )


@click.command("findings")
@database_option
@edition_option
def findings_command(database: Path, edition: str | None) -> None:
    """Print what the publisher may want to look at, as a page in Markdown.

    \b
    Examples:
        warehouse findings --edition 2022
    """
    from warehouse.read.query import chosen_edition
    from warehouse.trust.findings import findings

    edition = chosen_edition(database, edition)
    click.echo(findings(database, edition), nl=False)
