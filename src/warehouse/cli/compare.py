"""Commands that compare and examine: `check`, `diff`."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from warehouse.cli.options import database_option, seeds_option, summary_option
from warehouse.faults import WarehouseError
from warehouse.names import EDITION

if TYPE_CHECKING:
    from warehouse.edition.review import Comparison


@click.command("check")
@seeds_option
@click.option("--edition", required=True, help="Edition to look at.")
@click.option(
    "--jump-factor",
    type=click.FloatRange(1, min_open=True),
    default=3,
    show_default=True,
    help="How many times above or below the year before makes a figure suspicious.",
)
@click.option("--rules", is_flag=True, help="Show what every rule compared, with its slack.")
@summary_option
def check_command(
    seeds: Path, edition: str, jump_factor: float, rules: bool, summary: bool
) -> None:
    """Tell what is empty, wrong or suspicious in the seeds of an edition; publishes nothing.

    Exit status 1 while something is empty or wrong. Suspicious is: a rule of reconciliation.yml
    that cannot hold, a jump against the year before, a year that the edition before prints
    differently. The report may well be right: look at the page.

    \b
    Examples:
        warehouse check --edition 2022
        warehouse check --edition 2023 --jump-factor 2
        warehouse check --edition 2022 --rules
    """
    from warehouse.edition.review import review

    result = review(seeds, edition, jump_factor)
    for finding in () if summary else result.findings:
        click.echo(f"{finding.kind}  {finding.place}: {finding.text}")
    if rules:
        _echo_rules(result.comparisons)
    if verdicts := result.verdicts():
        click.echo(
            f"rules: {verdicts.total()} comparisons, {verdicts['holds']} hold, "
            f"{verdicts['holds_only_if']} hold only if the hidden cells fit, "
            f"{verdicts['impossible']} are impossible"
        )
    counts: Counter[str] = Counter()
    for finding in result.findings:
        counts[finding.kind] += finding.count
    said = ", ".join(f"{counts[kind]} {kind}" for kind in ("empty", "wrong", "suspicious"))
    click.echo(f"edition {edition}: {said}")
    if counts["empty"] or counts["wrong"]:
        sys.exit(1)


def _echo_rules(comparisons: "list[Comparison]") -> None:
    from warehouse.read.display import print_table

    shown = [
        (row.rule, row.group, *(_numbers(side) for side in row[2:5]), row.verdict)
        for row in comparisons
    ]
    print_table(["rule", "group", "left", "right", "slack", "verdict"], shown)


def _numbers(ends: tuple[float | None, float | None]) -> str:
    return _interval(*(None if end is None else f"{end:.4g}" for end in ends))


@click.command("diff")
@click.argument("old")
@click.argument("new")
@database_option
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
def diff_command(old: str, new: str, database: Path, as_json: bool) -> None:
    """Show what differs between the editions, or the warehouse files, OLD and NEW.

    Editions are compared cell by cell: what was revised, hidden, disclosed, dropped or added. Years
    that an edition adds or drops are only counted. Files are compared row by row.

    \b
    Examples:
        warehouse diff 2022 2023
        warehouse diff 2022 2023 --json
        warehouse diff warehouse.duckdb.1 warehouse.duckdb
    """
    if EDITION.fullmatch(old) and EDITION.fullmatch(new):
        _diff_editions(database, old, new, as_json)
    else:
        _diff_files(Path(old), Path(new), as_json)


def _diff_editions(database: Path, old: str, new: str, as_json: bool) -> None:
    from warehouse.edition.compare import EXPECTED, compare_editions
    from warehouse.read.display import print_table
    from warehouse.read.query import chosen_edition, editions

    chosen = {chosen_edition(database, edition) for edition in (old, new)}
    if len(chosen) == 1:
        raise WarehouseError("name two different editions")
    old, new = (edition for edition in editions(database) if edition in chosen)
    revisions = compare_editions(database, old, new)
    if as_json:
        click.echo(json.dumps(revisions, indent=1, ensure_ascii=False, default=str))
        return
    shown = [
        (
            row["table_code"],
            row["revision_kind"],
            row["label"],
            row["column_label"],
            row["old_printed"],
            row["new_printed"],
            _difference(row),
            _interval(_percent(row["relative_min"]), _percent(row["relative_max"])),
        )
        for row in revisions
        if row["revision_kind"] not in EXPECTED
    ]
    columns = ["table", "revision", "row", "column", old, new, "difference", "relative"]
    if shown:
        print_table(columns, shown, title=f"Editions {old} and {new}")
    _echo_counts(Counter(row["revision_kind"] for row in revisions))


def _diff_files(old: Path, new: Path, as_json: bool) -> None:
    from warehouse.edition.compare import compare_files

    changes = compare_files(old, new)
    if as_json:
        rows = [asdict(change) for change in changes]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False, default=str))
        return
    for change in changes:
        key = ", ".join(str(value) for value in change.key.values())
        both = ", ".join(
            f"{column} {_shown(change.old, column)} → {_shown(change.new, column)}"
            for column in change.old | change.new
        )
        click.echo(f"{change.kind}  {change.table} {key}" + (f": {both}" if both else ""))
    _echo_counts(Counter(change.kind for change in changes))


def _shown(row: dict[str, Any], column: str) -> str:
    return "nothing" if row.get(column) is None else str(row[column])


def _difference(row: dict[str, Any]) -> str:
    """Return by how much two prints differ; of shares in percentage points."""
    if row["share_difference"] is not None:
        return f"{100 * row['share_difference']:+.4g} points"
    if row["value_difference"] is not None:
        return f"{row['value_difference']:+.10g}"
    return _interval(row["difference_min"], row["difference_max"])


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{100 * share:+.1f}%"


def _interval(low: object, high: object) -> str:
    if low is None and high is None:
        return ""
    if low == high:
        return str(low)
    return f"{'' if low is None else low} … {'' if high is None else high}"


def _echo_counts(counts: Counter[str]) -> None:
    said = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    click.echo(said or "no differences")
