"""What the rules of an edition say of its cells: sums that are equal, or at most, or at least.

Decision: a rule is cut into its comparisons, one for each group, and each counts for itself: a
misprint breaks a comparison, not a rule. A comparison that needs a cell which nobody printed says
nothing. Rules that an earlier edition broke say nothing either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.edition.files import Edition
from warehouse.edition.files import Table as Seed

Address = tuple[str, str, str]  # table, code of the row, code of the column


@dataclass(frozen=True)
class Comparison:
    """One group of a rule: low <= sum(factor * cell) <= high; None: no limit."""

    name: str
    rule: str
    terms: tuple[tuple[Address, int], ...]
    low: int | None
    high: int | None


@dataclass(frozen=True)
class _Member:
    address: Address
    codes: Mapping[str, str]


def comparisons(edition: Edition) -> list[Comparison]:
    """Return every comparison of the rules of an edition that are sums; shares are left out."""
    members = {table.code: list(_members(table)) for table in edition.tables if table.lines}
    rules = (edition.rules or {}).get("rules", [])
    return [one for rule in rules if rule["kind"] != "share" for one in _compared(rule, members)]


def selected(edition: Edition, selectors: Iterable[Mapping[str, Any]]) -> list[Address]:
    """Return the cells that selectors name."""
    members = {table.code: list(_members(table)) for table in edition.tables if table.lines}
    return _grouped(selectors, [], members).get((), [])


def broken(edition: Edition) -> set[str]:
    """Return the rules of which an edition's own figures break a comparison."""
    known = {}
    for table in edition.tables:
        hidden = table.meta.get("suppression", {"min": "0", "max": "0"})
        for line in table.lines[1:]:
            for column, text in zip(table.lines[0][1:], line[1:], strict=True):
                plain = text.rstrip("*")
                if plain.isdigit():
                    known[table.code, line[0], column] = (int(plain), int(plain))
                elif text.startswith("<"):
                    ends = int(hidden["min"]), int(hidden["max"])
                    known[table.code, line[0], column] = ends
    found = set()
    for one in comparisons(edition):
        if all(address in known for address, _ in one.terms):
            sums = [[by * end for end in known[address]] for address, by in one.terms]
            least, most = sum(min(both) for both in sums), sum(max(both) for both in sums)
            if (one.high is not None and least > one.high) or (
                one.low is not None and most < one.low
            ):
                found.add(one.rule)
    return found


@dataclass(frozen=True)
class Share:
    """A printed percentage: its cell, and the cells of the part and of the whole."""

    name: str
    cell: Address
    part: list[Address]
    whole: list[Address]


def shares(edition: Edition) -> Iterator[Share]:
    """Yield every share that the rules of an edition speak of."""
    members = {table.code: list(_members(table)) for table in edition.tables if table.lines}
    for rule in (edition.rules or {}).get("rules", []):
        if rule["kind"] == "share":
            by = rule.get("by", [])
            sides = {side: _grouped(rule[side], by, members) for side in ("left", "right", "whole")}
            for key, cells in sides["left"].items():
                part, whole = (_fitting(sides[side], key) for side in ("right", "whole"))
                if len(cells) == 1 and part and whole:
                    yield Share(f"{rule['rule']} {key}", cells[0], part, whole)


def _members(table: Seed) -> Iterator[_Member]:
    """Yield the cells of a table with the code of each of their dimensions."""
    rows, columns = table.meta["rows"]["dimensions"], table.meta["columns"]["dimensions"]
    header = table.lines[0]
    for line in table.lines[1:]:
        for column in header[1:]:
            codes = dict(table.meta.get("fixed", {}))
            codes |= dict(zip(rows, line[0].split("."), strict=True))
            codes |= dict(zip(columns, column.split("."), strict=True))
            yield _Member((table.code, line[0], column), codes)


def _compared(
    rule: Mapping[str, Any], members: Mapping[str, Sequence[_Member]]
) -> Iterator[Comparison]:
    by = rule.get("by", [])
    left, right = (_grouped(rule[side], by, members) for side in ("left", "right"))
    low, high = {"subset": (None, 0), "overlap": (0, None)}.get(rule["kind"], (0, 0))
    for key, cells in left.items():
        others = _fitting(right, key)
        if others:
            terms = [(cell, 1) for cell in cells] + [(cell, -1) for cell in others]
            yield Comparison(f"{rule['rule']} {key}", rule["rule"], tuple(terms), low, high)


_Key = tuple[str | None, ...]


def _grouped(
    selectors: Iterable[Mapping[str, Any]],
    by: Sequence[str],
    members: Mapping[str, Sequence[_Member]],
) -> dict[_Key, list[Address]]:
    """Return the cells that selectors name, in groups; None: of every member of a dimension."""
    groups: dict[_Key, list[Address]] = {}
    for selector in selectors:
        for member in members.get(selector["table"], ()):
            if all(
                member.codes.get(name) in (value if isinstance(value, list) else [value])
                for name, value in selector.items()
                if name != "table"
            ):
                key = tuple(member.codes.get(name) for name in by)
                groups.setdefault(key, []).append(member.address)
    return groups


def _fitting(groups: Mapping[_Key, list[Address]], key: _Key) -> list[Address]:
    """Return the cells of all groups that a key belongs to."""
    return [
        cell
        for other, cells in groups.items()
        if all(
            ours is None or theirs is None or ours == theirs
            for ours, theirs in zip(key, other, strict=True)
        )
        for cell in cells
    ]
