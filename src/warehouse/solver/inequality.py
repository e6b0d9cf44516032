"""What is published of cells, as one kind of statement: a sum of them lies between two limits.

Decision: margins, linked tables, percentages and sentences are all told in this form, first over
the cells of a publication, then over its hidden cells only, then in differences for τ-Argus.
Cells have an address, any that is hashable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Cell = Any
Bounds = tuple[int, int | None]  # None: no upper limit
Box = Mapping[Cell, Bounds]
Point = Mapping[Cell, int]


@dataclass(frozen=True)
class Inequality:
    """low <= sum(coefficient * cell) <= high, with each cell once; None: no limit.

    The rank is how far it is from the print: 0 margins inside a table, 1 linked tables,
    2 percentages, 3 sentences.
    """

    name: str
    terms: tuple[tuple[Cell, int], ...]
    low: int | None
    high: int | None
    rank: int = 0

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that matter."""
        return tuple(cell for cell, factor in self.terms if factor)

    def total(self, point: Point) -> int:
        """Return the sum at a point."""
        return sum(factor * point[cell] for cell, factor in self.terms)

    def holds(self, point: Point) -> bool:
        """Tell whether the sum lies between the limits at a point."""
        total = self.total(point)
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)
