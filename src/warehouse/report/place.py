"""Prove where the figures of a text belong that have lost their place.

Decision: `printed` is a row that is complete under a confirmed header, when it has figures only, or
when nothing speaks for another order of its figures and its `<5`. `deduced` is what every
admissible placement has, also when one comparison more than necessary were wrong: a misprint may
hide behind another. The rest is uncertain, with every figure that an admissible placement gives
the cell; so is what is not proved in time. Placements are gathered many cells at a time: one in
which as many open cells as possible differ.
"""

from collections.abc import Iterable, Mapping, Sequence

from warehouse.report.known import Filling, Placed
from warehouse.report.model import Literal, Model, add_shares, compare, open_rows, value_of
from warehouse.report.rules import Address, Comparison, Share
from warehouse.report.textlayer import Region
from warehouse.report.textrow import TextRow
from warehouse.solver.inequality import Inequality, Point
from warehouse.solver.solve import Unproved, solve

EFFORT = 6.0  # of one search, in the solver's own seconds
ROUNDS = 60
DEDUCED = (
    "De regels laten deze cel geen ander cijfer, ook niet als er één meer niet klopte.",
    "The rules leave this cell no other figure, not even if one more were wrong.",
)
OPEN = (
    "De tekst heeft de plaats van dit cijfer verloren; de regels laten er meer toe.",
    "The text has lost the place of this figure; the rules allow more than one.",
)


def place(
    found: Sequence[Region], compared: Sequence[Comparison], parts: Iterable[Share] = ()
) -> tuple[list[Filling], list[str]]:
    """Return what fills the tables of regions, and what could not be placed at all."""
    fillings = {seed.code: Filling(seed.code, 0, {}) for region in found for seed in region.tables}
    said: list[str] = []
    model = Model()
    inline: dict[Address, str] = {}
    for region in found:
        for seed in region.tables:
            fillings[seed.code].said += region.said
        if not region.is_confirmed:
            said += [
                f"{seed.code}: {region.said[-1]}; nothing is filled in" for seed in region.tables
            ]
            continue
        _region(region, model, fillings, inline, said)
    compare(model, compared)
    add_shares(model, parts)
    for address, placed in _solved(model, inline).items():
        fillings[address[0]].cells[address[1:]] = placed
    return [filling for filling in fillings.values() if filling.cells], said


def _region(
    region: Region,
    model: Model,
    fillings: Mapping[str, Filling],
    inline: dict[Address, str],
    said: list[str],
) -> None:
    """Fill what a region prints whole, and put the rest into the model."""
    size = len(region.columns)
    known = {seed.code: seed for seed in region.tables}
    for row in region.rows:
        for seed in region.tables:
            if row.inner and "in_label" in seed.meta["columns"]:
                column = seed.meta["columns"]["in_label"]
                fillings[seed.code].cells[row.code, column] = Placed(row.inner)
                model.values[seed.code, row.code, column] = ({}, value_of(row.inner))
    if region.missing < 0:
        said += [f"{seed.code}: {region.said[-1]}; nothing is filled in" for seed in region.tables]
        return
    is_exact = region.missing == 0 and not region.is_changed
    unsure: list[TextRow] = []
    for row in region.rows:
        hidden = [token for token in row.tokens if token.startswith("<")]
        if len(row.tokens) == size and not hidden:
            for (table, column), token in zip(region.columns, row.tokens, strict=True):
                fillings[table].cells[row.code, column] = Placed(token)
                model.values[table, row.code, column] = ({}, value_of(token))
        elif len(row.tokens) > size or not is_exact:
            name = ", ".join(known)
            said.append(f"{name}: row {row.code} has {len(row.tokens)} figures for {size} cells")
        else:
            unsure.append(row)
    if unsure:
        open_rows(region, unsure, model, inline)


def _solved(model: Model, inline: Mapping[Address, str]) -> dict[Address, Placed]:
    """Return the placement of every open cell."""
    if not model.texts:
        return {}
    least = _least(model)
    if least is None:
        return {address: _uncertain(texts) for address, texts in model.texts.items()}
    count, point = least
    first = {address: _text(texts, point) for address, texts in model.texts.items()}
    sure = _unique(model, count + 1, first)
    placed = {
        address: Placed(first[address])
        if inline.get(address) == first[address]
        else Placed(first[address], "deduced", (), *DEDUCED)
        for address in sure
    }
    unsure = [address for address in model.texts if address not in sure]
    for address, some in _competing(model, count + 1, first, unsure).items():
        placed[address] = Placed("?", "uncertain", some, *OPEN)
    return placed


def _uncertain(texts: Mapping[str, Literal]) -> Placed:
    return Placed("?", "uncertain", tuple(sorted(texts, key=_order)), *OPEN)


def _least(model: Model) -> tuple[int, Point] | None:
    """Return how many comparisons are broken at least, and a placement with so many."""
    best = {switch: -price for switch, price in model.prices.items()}
    try:
        point = solve(model.rows, model.box, best=best)
    except Unproved:
        return None
    return (
        None if point is None else (sum(by * point[one] for one, by in model.prices.items()), point)
    )


def _text(texts: Mapping[str, Literal], point: Point) -> str:
    for text, literal in texts.items():
        if literal and sum(point[switch] for switch in literal):
            return text
    return next(text for text, literal in texts.items() if not literal)


def _differs(texts: Mapping[str, Literal], text: str) -> tuple[Literal, int]:
    """Return a sum and a constant that together are 1 when a cell has another text, else 0."""
    if texts[text]:
        return dict.fromkeys(texts[text], -1), 1
    return {switch: 1 for literal in texts.values() for switch in literal}, 0


def _unique(model: Model, most: int, wanted: Mapping[Address, str]) -> set[Address]:
    """Return the cells that have their text in every placement with so many broken comparisons."""
    left = {a: text for a, text in wanted.items() if len(model.texts[a]) > 1}
    certain = set(wanted) - set(left)
    for _ in range(ROUNDS):
        if not left:
            return certain
        total: Literal = {}
        constant = 0
        for address, text in left.items():
            literal, one = _differs(model.texts[address], text)
            constant += one
            for switch, factor in literal.items():
                total[switch] = total.get(switch, 0) + factor
        try:
            point = _search(model, most, total, 1 - constant)
        except Unproved:
            return certain
        if point is None:
            return certain | set(left)
        left = {a: t for a, t in left.items() if _text(model.texts[a], point) == t}
    return certain


def _search(model: Model, most: int, total: Literal, least: int) -> Point | None:
    """Return a placement where a sum is great, at least `least`; None: there is none."""
    limits = [
        Inequality("few doubts", tuple(model.prices.items()), None, most),
        Inequality("differs", tuple(total.items()), least, None),
    ]
    return solve([*model.rows, *limits], model.box, best=total, effort=EFFORT)


def _competing(
    model: Model, most: int, first: Mapping[Address, str], cells: Sequence[Address]
) -> dict[Address, tuple[str, ...]]:
    """Return which texts each cell can have; all that it might when that is not proved in time."""
    seen = {address: {first[address]} for address in cells}
    for _ in range(ROUNDS):
        total: Literal = {}
        constant = 0
        for address in cells:
            for text, literal in model.texts[address].items():
                if text in seen[address]:
                    continue
                differs = literal or {
                    one: -1 for other in model.texts[address].values() for one in other
                }
                constant += 0 if literal else 1
                for switch, factor in differs.items():
                    total[switch] = total.get(switch, 0) + factor
        if not total:
            break
        try:
            point = _search(model, most, total, 1 - constant)
        except Unproved:
            return {address: tuple(sorted(model.texts[address])) for address in cells}
        if point is None:
            break
        for address in cells:
            seen[address].add(_text(model.texts[address], point))
    else:
        return {address: tuple(sorted(model.texts[address])) for address in cells}
    return {address: tuple(sorted(texts, key=_order)) for address, texts in seen.items()}


def _order(text: str) -> tuple[bool, int]:
    return (text.startswith("<"), 0) if text.startswith("<") else (False, value_of(text))
