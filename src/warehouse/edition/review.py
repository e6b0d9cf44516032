"""Look at the seeds of one edition before anything is published.

Decision: three kinds of findings. Empty and wrong ones prevent a build. Suspicious ones do not:
the report may be right, or contradict itself in print; a person has to look.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.build.build import broken_rules, fill, refuse
from warehouse.edition.files import read_edition
from warehouse.faults import Fault, InputRefused, WarehouseError
from warehouse.place import sql_files


@dataclass(frozen=True)
class Finding:
    """What was found in an edition: `kind` is empty, wrong or suspicious; `count` how often."""

    kind: str
    place: str
    text: str
    count: int = 1


class Comparison(NamedTuple):
    """One group of one rule: both sides and their slack as intervals, and the verdict."""

    rule: str
    group: str
    left: tuple[float, float]
    right: tuple[float, float]
    slack: tuple[float, float]
    verdict: str


@dataclass(frozen=True)
class Review:
    """The findings of an edition, and what its rules compared (nothing while it has faults)."""

    findings: list[Finding]
    comparisons: list[Comparison] = field(default_factory=list)

    def verdicts(self) -> Counter[str]:
        """Return how many comparisons have which verdict."""
        return Counter(comparison.verdict for comparison in self.comparisons)


def review(seeds: Path, edition: str, jump_factor: float) -> Review:
    """Return what is empty and wrong in one edition, or else what is suspicious.

    `jump_factor` is how many times a figure may exceed the year before, or fall below it. Raises
    WarehouseError when the seeds have no such edition.
    """
    if not (seeds / edition).is_dir():
        message = (
            f"{seeds} has no edition {edition}; start it with: warehouse new-edition {edition}"
        )
        raise WarehouseError(message)
    try:
        return _suspicious(seeds, edition, jump_factor)
    except InputRefused as refused:
        faults = refused.faults
        own = [fault for fault in faults if _concerns(fault, seeds, edition)]
        return Review(_empty(own, seeds, edition) + _wrong(own or faults))


def _concerns(fault: Fault, seeds: Path, edition: str) -> bool:
    return fault.file.startswith((f"{seeds.name}/{edition}/", f"{seeds.name}/codes/"))


def _is_empty(fault: Fault) -> bool:
    return fault.value == "" and fault.rule in {"cell_grammar", "yaml_structure"}


def _empty(faults: list[Fault], seeds: Path, edition: str) -> list[Finding]:
    """Count what is still to be filled in, per file."""
    counts = Counter(fault.file for fault in faults if _is_empty(fault))
    try:
        tables = read_edition(seeds, edition).tables
    except InputRefused:  # the faults say why
        tables = []
    # A table whose YAML is not filled in has no faults for its cells yet.
    for table in tables:
        empty = sum(not cell for row in table.lines[1:] for cell in row[1:])
        counts[f"{seeds.name}/{edition}/{table.code}.csv"] = empty
    counts = +counts
    return [
        Finding("empty", file, f"{count} still to be filled in", count)
        for file, count in sorted(counts.items())
    ]


def _wrong(faults: list[Fault]) -> list[Finding]:
    found = []
    for fault in faults:
        if not _is_empty(fault):
            place, _, text = str(fault).partition(": ")
            found.append(Finding("wrong", place, text))
    return found


def _suspicious(seeds: Path, edition: str, jump_factor: float) -> Review:
    """Load the seeds into memory and try the queries of `sql/edition/`."""
    with duckdb.connect() as connection:
        fill(connection, seeds)
        with ThreadPoolExecutor(1) as pool:
            refuse(broken_rules(connection, pool))
        connection.execute("set variable edition = $1", [edition])
        connection.execute("set variable jump_factor = $1", [jump_factor])
        findings = [
            Finding("suspicious", f"{table}: {place}", f"{found}, expected {expected}")
            for path in sql_files("edition")
            for table, place, found, expected in connection.execute(
                path.read_text(encoding="utf-8")
            ).fetchall()
        ]
        comparisons = connection.execute(
            "select rule_code, group_code, (left_min, left_max), (right_min, right_max), "
            "(slack_min, slack_max), verdict from quality.reconciliation "
            "where edition_code = $1 order by sort_order, group_code",
            [edition],
        ).fetchall()
    return Review(findings, [Comparison(*row) for row in comparisons])
