"""What the sentences of an edition say of its cells, as the comparisons that place its figures.

Decision: a person accepted what a sentence says, so it weighs as much as a rule, and no more: it
too may be wrong. Only what says a number or an order in so many words is taken; "about half" is
not, nor is what no table tells.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from warehouse.edition.files import Edition
from warehouse.report.rules import Address, Comparison, selected

ENDS = {"exact": (0, 0), "less_than": (None, -1), "more_than": (1, None)}
_Terms = list[tuple[Address, int]]


def statements(edition: Edition, said: Mapping[str, Any]) -> list[Comparison]:
    """Return what the claims of `said`, as `claims.yml` has them, state of an edition's cells."""
    return [one for claim in said.get("claims", []) if "of" in claim for one in _of(edition, claim)]


def _of(edition: Edition, claim: Mapping[str, Any]) -> Iterator[Comparison]:
    kind, rounding = claim["kind"], claim["rounding"]
    cells = selected(edition, claim["of"])
    others = [selected(edition, one["of"]) for one in claim.get("against", [])]
    if kind == "count" and rounding in ENDS:
        yield _told(claim, "", _times(cells, 1), rounding, int(claim["value"]))
    elif kind == "share" and "per" in claim and rounding in {"whole", "less_than", "more_than"}:
        yield from _shared(claim, cells, selected(edition, claim["per"]))
    elif "per" in claim or any("per" in one for one in claim.get("against", [])):
        return  # of shares, each with a whole of its own
    elif kind == "trend" and len(others) == 1 and rounding in {"less_than", "more_than"}:
        if Fraction(claim["value"]) == 0:
            yield _told(claim, "", _times(cells, 1) + _times(others[0], -1), rounding, 0)
    elif kind == "rank" and rounding == "exact" and claim["value"] == "1":
        side = "more_than" if claim["rank_from"] == "highest" else "less_than"
        for number, other in enumerate(others):
            yield _told(claim, f" {number}", _times(cells, 1) + _times(other, -1), side, 0)


def _shared(
    claim: Mapping[str, Any], part: Sequence[Address], whole: Sequence[Address]
) -> Iterator[Comparison]:
    """Yield 100 * part beside value * whole; a whole percent is rounded, half to each side."""
    value = Fraction(claim["value"])
    if claim["rounding"] != "whole":
        by = value.denominator
        terms = _times(part, 100 * by) + _times(whole, -value.numerator)
        yield _told(claim, "", terms, claim["rounding"], 0)
        return
    if value.denominator == 1:
        for name, by, low, high in ((" low", -1, 0, None), (" high", 1, None, 0)):
            terms = _times(part, 200) + _times(whole, -(2 * value.numerator + by))
            yield Comparison(f"{claim['claim']}{name}", claim["claim"], tuple(terms), low, high)


def _times(cells: Sequence[Address], factor: int) -> _Terms:
    return [(cell, factor) for cell in cells]


def _told(
    claim: Mapping[str, Any], name: str, terms: _Terms, rounding: str, value: int
) -> Comparison:
    low, high = (None if end is None else end + value for end in ENDS[rounding])
    return Comparison(f"{claim['claim']}{name}", claim["claim"], tuple(terms), low, high)
