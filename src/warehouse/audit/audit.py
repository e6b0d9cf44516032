"""Audit an edition: what of its hidden cells can be worked out from what it publishes.

Decision: the audit works on the published file and writes nothing. Intervals leave this module only
in `Hidden`, whose `low` and `high` no command prints by default: a value from behind a `<5` is
nobody's to store.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse.audit.feasibility import Contradiction, feasibility
from warehouse.audit.publication import Cell, Printed, over_hidden, read_publication
from warehouse.read.query import editions
from warehouse.solver.inequality import Inequality

STATUSES = ("exact", "narrowed", "protected", "contradictory")


@dataclass(frozen=True)
class Hidden:
    """A hidden cell: its address, what can be known of it, and the inequalities that tell.

    `status` is exact, narrowed, protected or contradictory.
    """

    table: str
    label: str
    status: str
    told_by: tuple[str, ...]
    low: int
    high: int | None


@dataclass(frozen=True)
class Audit:
    """The hidden cells of one edition and the contradictions in all that was looked at."""

    edition: str
    hidden: tuple[Hidden, ...]
    contradictions: tuple[Contradiction, ...]

    def counts(self) -> Counter[str]:
        """Return how many hidden cells have which status."""
        return Counter(hidden.status for hidden in self.hidden)


def publication(
    database: Path, edition: str, *, across: bool
) -> tuple[dict[Cell, Printed], list[Inequality]]:
    """Return cells and inequalities of an edition, or `across` it and all earlier ones."""
    present = editions(database)
    earlier = present[: present.index(edition)] if across else []
    return read_publication(database, [*earlier, edition])


def audit(database: Path, edition: str, *, across: bool = False) -> Audit:
    """Return what can be worked out of every hidden cell of an edition, exactly and proved."""
    return audit_cells(edition, *publication(database, edition, across=across))


def audit_cells(
    edition: str, cells: Mapping[Cell, Printed], inequalities: Sequence[Inequality]
) -> Audit:
    """Return the audit of cells and inequalities that are at hand."""
    bounds = {
        cell: (as_printed.low, as_printed.high)
        for cell, as_printed in cells.items()
        if as_printed.figure is None
    }
    result = feasibility(bounds, over_hidden(inequalities, cells))
    hidden = tuple(
        Hidden(
            found.cell[1],
            cells[found.cell].label,
            found.status,
            found.told_by,
            found.low,
            found.high,
        )
        for found in result.cells
        if found.cell[0] == edition and not cells[found.cell].is_open
    )
    return Audit(edition, hidden, result.contradictions)
