"""Advise a publisher which further cells to hide, so that no hidden figure can be worked out.

Decision: τ-Argus chooses (see `suppression.py`), our audit judges: `unprotected` are the hidden
cells that it still determines when the advice is followed.

Inequalities that contradict others are set aside first, as the audit does: nobody can compute with
both. Nothing here prints, stores or returns the figure of a hidden cell.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from warehouse.audit.alternatives import Alternatives
from warehouse.audit.feasibility import feasibility
from warehouse.audit.publication import Cell, Printed, over_hidden
from warehouse.audit.suppression import Plan
from warehouse.audit.tauargus import require_argus
from warehouse.solver.inequality import Bounds, Inequality

T = TypeVar("T")


@dataclass(frozen=True)
class Advice:
    """The further cells to hide, and the hidden cells that this cannot help.

    `set_aside` names the inequalities left out because they contradict others. `is_proved` when
    τ-Argus proved its choice the cheapest for what it was asked, and nothing had to be mended.
    """

    hide: tuple[Cell, ...]
    unprotected: tuple[Cell, ...]
    set_aside: tuple[str, ...]
    is_proved: bool


def advise(
    cells: Mapping[Cell, Printed],
    inequalities: Sequence[Inequality],
    may_hide: Collection[Cell] | None = None,
) -> Advice:
    """Return the further cells to hide: as few as possible, and of those the smallest figures.

    `may_hide` limits which printed cells may be hidden; None allows all. Raises WarehouseError
    when τ-Argus is needed and not there.
    """
    publication = _Publication(cells, inequalities, may_hide)
    exact = publication.exact(())
    if not exact:
        return Advice((), (), publication.set_aside, True)
    require_argus()
    hide: set[Cell] = set()
    is_proved = True
    for alternatives in publication.parts(exact):
        plan = Plan(alternatives, [cell for cell in exact if cell in alternatives.bounds])
        is_proved &= plan.make()
        hide |= plan.hide
    further = tuple(cell for cell in cells if cell in hide)
    return Advice(further, publication.exact(further), publication.set_aside, is_proved)


class _Publication:
    """What is printed, without the inequalities that contradict others."""

    def __init__(
        self,
        cells: Mapping[Cell, Printed],
        inequalities: Sequence[Inequality],
        may_hide: Collection[Cell] | None,
    ) -> None:
        self._cells = cells
        allowed = cells.keys() if may_hide is None else frozenset(may_hide)
        self._free = {
            cell: printed.figure
            for cell, printed in cells.items()
            if printed.figure is not None and cell in allowed
        }
        first = feasibility(self._bounds(()), over_hidden(inequalities, cells), explain=False)
        self.set_aside = tuple(contradiction.set_aside for contradiction in first.contradictions)
        self._inequalities = [one for one in inequalities if one.name not in self.set_aside]

    def exact(self, hide: Collection[Cell]) -> tuple[Cell, ...]:
        """Audit: return the hidden cells that are determined when `hide` is hidden too."""
        left = over_hidden(self._inequalities, self._cells, hide)
        result = feasibility(self._bounds(hide), left, explain=False)
        exact = {found.cell for found in result.cells if found.status == "exact"}
        hidden = (cell for cell, printed in self._cells.items() if not printed.is_open)
        return tuple(cell for cell in hidden if cell in exact)

    def _bounds(self, hide: Collection[Cell]) -> dict[Cell, Bounds]:
        """Return the bounds of all hidden cells; of one that is hidden anew none are printed."""
        bounds: dict[Cell, Bounds] = {}
        for cell, printed in self._cells.items():
            if printed.figure is None:
                bounds[cell] = printed.low, printed.high
            elif cell in hide:
                bounds[cell] = 0, None
        return bounds

    def parts(self, exact: Collection[Cell]) -> Iterator[Alternatives]:
        """Return the problems that have nothing to do with each other, of those with exact cells.

        A cell that may not be hidden connects nothing: everybody knows its figure.
        """
        bounds = self._bounds(self._free)
        inequalities = over_hidden(self._inequalities, self._cells, self._free)
        total = sum(self._free.values()) + 1  # so one cell costs more than all figures together
        heads = _heads(bounds, [one.cells for one in inequalities])
        for head in dict.fromkeys(heads[cell] for cell in exact):
            figures = {cell: some for cell, some in self._free.items() if heads[cell] == head}
            yield Alternatives(
                {cell: limits for cell, limits in bounds.items() if heads[cell] == head},
                figures,
                {cell: total + figure for cell, figure in figures.items()},
                [one for one in inequalities if heads[one.cells[0]] == head],
            )


def _heads(things: Collection[T], groups: Sequence[Sequence[T]]) -> dict[T, T]:
    """Return one head for all things that a group, or a chain of groups, has together."""
    head = {thing: thing for thing in things}

    def find(thing: T) -> T:
        while head[thing] != thing:
            head[thing] = thing = head[head[thing]]
        return thing

    for first, *others in groups:
        for other in others:
            head[find(other)] = find(first)
    return {thing: find(thing) for thing in things}
