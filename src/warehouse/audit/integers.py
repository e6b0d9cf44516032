"""Exact arithmetic on bounded integers: narrow the bounds, check a point, check a proof.

Decision: whatever a floating-point solver says counts only after it was checked here. A point is
checked by adding up integers. A bound is checked by adding up equations: any weights give a true
bound, so the solver's rounded weights may be poor but never wrong. Narrowing remembers which
equation moved which end, so that every conflict comes with the equations that lead to it.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm

MOVES = 40  # an end that moved so often may creep on for ever; the solver takes over
SMALLEST_WEIGHT = 1e-9
LARGEST_DENOMINATOR = 1_000_000

Terms = tuple[tuple[int, int], ...]
End = tuple[int, bool]  # a cell; its upper end?
Box = dict[int, tuple[int, int | None]]
Point = dict[int, int]


@dataclass(frozen=True)
class Row:
    """low <= sum(coefficient * cell) <= high."""

    terms: Terms
    low: int | None
    high: int | None

    @cached_property
    def halves(self) -> tuple[tuple[Terms, int], ...]:
        """The row as inequalities of one direction: sum(terms) <= limit."""
        halves = []
        if self.high is not None:
            halves.append((self.terms, self.high))
        if self.low is not None:
            halves.append((tuple((cell, -factor) for cell, factor in self.terms), -self.low))
        return tuple(halves)


def make_row(terms: Iterable[tuple[int, int]], low: int | None, high: int | None) -> Row:
    """Return the row with each cell once, divided by what all its coefficients share."""
    factors: dict[int, int] = {}
    for cell, factor in terms:
        factors[cell] = factors.get(cell, 0) + factor
    kept = tuple((cell, factor) for cell, factor in factors.items() if factor)
    share = gcd(*(factor for _, factor in kept)) or 1
    return Row(
        tuple((cell, factor // share) for cell, factor in kept),
        None if low is None else -(-low // share),
        None if high is None else high // share,
    )


def fits(rows: Iterable[Row], box: Box, point: Point) -> bool:
    """Tell whether the point lies in the box and fits every row."""
    for cell, value in point.items():
        low, high = box[cell]
        if value < low or (high is not None and value > high):
            return False
    return all(holds(row, point) for row in rows)


def holds(row: Row, point: Point) -> bool:
    """Tell whether the point fits the row."""
    total = sum(factor * point[cell] for cell, factor in row.terms)
    return (row.low is None or total >= row.low) and (row.high is None or total <= row.high)


class Narrowing:
    """The box narrowed by the rows until nothing moves; `conflict` names rows that cannot hold.

    The rows are taken in their order, so that earlier ones are the first to be the reason.
    """

    def __init__(self, rows: Mapping[int, Row], box: Box) -> None:
        self.box = dict(box)
        self.rows = rows
        self.conflict: frozenset[int] | None = None
        self._reasons: dict[End, set[tuple[int, int]]] = {}
        self._moves: dict[End, int] = {}
        self._users: dict[int, list[int]] = {}
        for name, row in rows.items():
            for cell, _ in row.terms:
                self._users.setdefault(cell, []).append(name)
        self._run()

    def _run(self) -> None:
        queue = deque(self.rows)
        queued = set(queue)
        while queue:
            name = queue.popleft()
            queued.discard(name)
            for half in range(len(self.rows[name].halves)):
                for cell in self._squeeze(name, half):
                    for user in self._users[cell]:
                        if user not in queued:
                            queued.add(user)
                            queue.append(user)
                if self.conflict is not None:
                    return

    def _squeeze(self, name: int, half: int) -> list[int]:
        """Narrow the cells of one half of a row; return those that moved."""
        terms, limit = self.rows[name].halves[half]
        least, endless = 0, []
        for cell, factor in terms:
            bound = self.box[cell][0 if factor > 0 else 1]
            if bound is None:
                endless.append(cell)
            else:
                least += factor * bound
        if not endless and least > limit:
            self.conflict = frozenset({name}) | self.behind(ends_of(terms))
            return []
        if len(endless) > 1:
            return []
        # With one endless cell, only that cell can be narrowed: `least` is all the others.
        moved = []
        for cell, factor in terms:
            low, high = self.box[cell]
            new: tuple[int, int | None]
            if endless and cell != endless[0]:
                continue
            if factor > 0:
                left = limit - least + factor * low
                new = (low, left // factor if high is None else min(high, left // factor))
            else:
                left = limit - least + (0 if high is None else factor * high)
                new = (max(low, -(left // -factor)), high)
            if new != (low, high) and self._may_move((cell, factor > 0), (name, half)):
                self.box[cell] = new
                moved.append(cell)
        return moved

    def _may_move(self, end: End, reason: tuple[int, int]) -> bool:
        """Note the reason, unless the end has moved too often already."""
        self._moves[end] = self._moves.get(end, 0) + 1
        if self._moves[end] > MOVES:
            return False
        self._reasons.setdefault(end, set()).add(reason)
        return True

    def behind(self, ends: Iterable[End]) -> frozenset[int]:
        """Return the rows that led to these ends."""
        found: set[int] = set()
        seen = set(ends)
        pending = list(seen)
        done: set[tuple[int, int]] = set()
        while pending:
            for name, half in self._reasons.get(pending.pop(), set()) - done:
                done.add((name, half))
                found.add(name)
                more = ends_of(self.rows[name].halves[half][0]) - seen
                seen |= more
                pending += more
        return frozenset(found)


def ends_of(terms: Terms) -> set[End]:
    """Return the ends of the cells at which the sum of the terms is least."""
    return {(cell, factor < 0) for cell, factor in terms}


def proven_maximum(
    objective: Mapping[int, int], weights: Mapping[int, float], rows: Mapping[int, Row], box: Box
) -> tuple[int, set[End]] | None:
    """Return a bound that the objective cannot exceed, and the ends of the box that it rests on.

    The weighted rows are subtracted from the objective and what is left is bounded by the box;
    None when the box has no limit there.
    """
    exact = {
        name: Fraction(weight).limit_denominator(LARGEST_DENOMINATOR)
        for name, weight in weights.items()
        if abs(weight) > SMALLEST_WEIGHT
    }
    scale = lcm(*(weight.denominator for weight in exact.values()))
    rest = {cell: factor * scale for cell, factor in objective.items()}
    total = 0
    for name, weight in exact.items():
        whole = int(weight * scale)
        limit = rows[name].high if whole > 0 else rows[name].low
        if whole == 0 or limit is None:
            continue
        total += whole * limit
        for cell, factor in rows[name].terms:
            rest[cell] = rest.get(cell, 0) - whole * factor
    ends: set[End] = set()
    for cell, factor in rest.items():
        bound = box[cell][1 if factor > 0 else 0]
        if factor and bound is None:
            return None
        if factor and bound is not None:
            total += factor * bound
            ends.add((cell, factor > 0))
    return total // scale, ends


def open_parts(rows: Mapping[int, Row], box: Box) -> list[list[int]]:
    """Return the names of the rows that the box does not decide, grouped by the cells they share.

    A cell of which the box leaves one value only joins nothing.
    """
    users: dict[int, list[int]] = {}
    undecided = [name for name, row in rows.items() if not _always_holds(row, box)]
    for name in undecided:
        for cell, _ in rows[name].terms:
            if box[cell][0] != box[cell][1]:
                users.setdefault(cell, []).append(name)
    parts, seen = [], set[int]()
    for start in undecided:
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for name in part:  # grows while it is read
            for cell, _ in rows[name].terms:
                more = [user for user in users.pop(cell, ()) if user not in seen]
                seen.update(more)
                part += more
        parts.append(sorted(part))
    return parts


def _always_holds(row: Row, box: Box) -> bool:
    """Tell whether every point of the box fits the row."""
    for terms, limit in row.halves:
        most = 0
        for cell, factor in terms:
            bound = box[cell][1 if factor > 0 else 0]
            if bound is None:
                return False
            most += factor * bound
        if most > limit:
            return False
    return True
