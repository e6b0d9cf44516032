"""Choose which further cells to hide: τ-Argus proposes, second tables prove and correct.

Decision: τ-Argus must be told whether an exact cell shall be able to rise or to fall, and thinks in
fractions. So it is asked for all cells to rise, for all to fall, and with single cells turned
round, and its cheapest answer is taken. What it overlooks because people come whole is added, and
what is not needed after all is shown again.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from warehouse.audit.alternatives import Alternatives
from warehouse.audit.tauargus import Column, suppress
from warehouse.solver.inequality import Cell, Inequality, Point

COST = 10**8  # of hiding all cells, in the whole numbers that τ-Argus wants
TURNS = 6  # how many cells are turned round at most, each at the price of one more question

Ways = Mapping[Cell, bool]  # whether an exact cell shall rise


@dataclass(frozen=True)
class Choice:
    """Cells to hide; `optimal` when τ-Argus proved that no fewer do for what it was asked."""

    hide: frozenset[Cell]
    optimal: bool


class Plan:
    """What to hide so that every exact cell that can be helped has a second value."""

    def __init__(self, alternatives: Alternatives, exact: Sequence[Cell]) -> None:
        self._alternatives = alternatives
        table = alternatives.table()
        if table is None:
            raise ValueError("the inequalities contradict each other")
        self._table = table
        self._found: dict[Cell, dict[bool, Point]] = {}
        for cell in exact:
            for rises in (True, False):
                if rises not in self._found.get(cell, {}):
                    found = alternatives.differing(
                        cell, table[cell], alternatives.costs.keys(), [rises]
                    )
                    self._note(exact, found or table)
        self._second_table: dict[Cell, Point] = {}
        self.hide = frozenset[Cell]()

    def _note(self, exact: Sequence[Cell], other: Point) -> None:
        """Remember which exact cells rise or fall in another table."""
        for cell in exact:
            if other[cell] != self._table[cell]:
                rises = other[cell] > self._table[cell]
                self._found.setdefault(cell, {}).setdefault(rises, other)

    def make(self) -> bool:
        """Fill `hide`; return whether τ-Argus proved it the cheapest and nothing was mended."""
        choice = self.choose()
        self.mend(choice.hide)
        self.prune()
        return choice.optimal and self.hide == choice.hide

    def choose(self) -> Choice:
        """Return the cheapest answer of τ-Argus, or nothing: the rest is then for `mend`.

        Where an answer takes long, one answer has to do.
        """
        if not self._found:
            return Choice(frozenset(), True)
        best = None
        ways: Ways = {cell: True in found for cell, found in self._found.items()}
        both = [cell for cell, found in self._found.items() if len(found) > 1]
        for turned in [[], both, *([cell] for cell in both[:TURNS])]:
            asked = {cell: rises != (cell in turned) for cell, rises in ways.items()}
            choice = self._ask(asked)
            if choice is None:
                break
            if best is None or self._alternatives.cost(choice.hide) < self._alternatives.cost(
                best.hide
            ):
                ways, best = asked, choice
            if not (choice.optimal and both):
                break
        return best or Choice(frozenset(), False)

    def _ask(self, ways: Ways) -> Choice | None:
        columns = []
        alternatives, table = self._alternatives, self._table
        total = sum(alternatives.costs.values()) or 1
        for cell, (low, high) in alternatives.bounds.items():
            status = "free" if cell in alternatives.costs else "hidden"
            if cell in ways:
                status = "rise" if ways[cell] else "fall"
            rise = None if high is None else high - table[cell]
            weight = COST * alternatives.costs.get(cell, 0) // total
            columns.append(Column(status, table[cell] - low, rise, max(weight, 1)))
        cells = list(alternatives.bounds)
        numbers = {cell: number for number, cell in enumerate(cells)}
        answer = suppress(columns, [self._row(some, numbers) for some in alternatives.inequalities])
        if answer is None:
            return None
        return Choice(frozenset(cells[number] for number in answer.hide), answer.optimal)

    def _row(self, one: Inequality, numbers: Mapping[Cell, int]) -> Inequality:
        """Return an inequality in differences from the table, over numbered cells."""
        now = one.total(self._table)
        low, high = (None if end is None else end - now for end in (one.low, one.high))
        terms = tuple((numbers[cell], factor) for cell, factor in one.terms if factor)
        return replace(one, terms=terms, low=low, high=high)

    def mend(self, chosen: frozenset[Cell]) -> None:
        """Hide what was chosen, and further cells where that does not do."""
        self.hide = chosen
        for cell in self._found:
            found = self._differing(cell, self._second_table.values(), self.hide)
            if found is None:
                found = self._alternatives.cheapest(cell, self._table[cell], self.hide)
            if found is None:
                raise AssertionError("a cell that can be helped cannot be helped")
            self._second_table[cell] = found
            self.hide |= self._alternatives.moved(found)

    def prune(self) -> None:
        """Show again what need not be hidden, the dearest first."""
        costs = self._alternatives.costs
        by_cost = sorted(filter(self.hide.__contains__, costs), key=lambda cell: -costs[cell])
        for spared in by_cost:
            figure = self._alternatives.figures[spared]
            kept = {c: table for c, table in self._second_table.items() if table[spared] == figure}
            for cell in [cell for cell in self._second_table if cell not in kept]:
                found = self._differing(cell, kept.values(), self.hide - {spared})
                if found is None:
                    break
                kept[cell] = found
            else:
                self.hide -= {spared}
                self._second_table = kept

    def _differing(self, cell: Cell, known: Iterable[Point], hidden: Set[Cell]) -> Point | None:
        """Return a second table for a cell, one of those known if it will do."""
        value = self._table[cell]
        for table in known:
            if table[cell] != value:
                return table
        return self._alternatives.differing(cell, value, hidden)
