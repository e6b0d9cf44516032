"""Prove where the figures of a text belong that have lost their place.

Decision: `printed` is a row that is complete under a confirmed header, when it has figures only, or
when the sums allow no other order of its figures and its `<5`. `deduced` is what every admissible
placement has, also when one comparison more than necessary were wrong: a misprint may hide behind
another. The rest is uncertain, with every figure that an admissible placement gives the cell.

The model is one of whole numbers. A figure on the line of its row keeps its order among the figures
of that line; a `<5` keeps nothing, and a loose figure can stand in every row that lacks one. As few
comparisons as possible are broken, and which ones is left open. Witnesses are gathered many at a
time: a placement in which as many open cells as possible differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from warehouse.report.known import Filling, Placed
from warehouse.report.rules import Address, Comparison, Share
from warehouse.report.textlayer import Region, TextRow
from warehouse.solver.inequality import Bounds, Inequality, Point
from warehouse.solver.solve import Unproved, solve

EFFORT = 6.0  # of one search, in the solver's own seconds
ROUNDS = 60
MOST = 10**6  # more than any sum of figures
DEDUCED = (
    "De regels laten deze cel geen ander cijfer, ook niet als er één meer niet klopte.",
    "The rules leave this cell no other figure, not even if one more were wrong.",
)
OPEN = (
    "De tekst heeft de plaats van dit cijfer verloren; de regels laten er meer toe.",
    "The text has lost the place of this figure; the rules allow more than one.",
)

WHOLE = 3  # the price of moving a `<5` in a line that has all its figures, none drawn apart
PARTED = 2  # the price of parting a line of figures
LINE = 3  # figures on a line of their own that belong together

Literal = dict[object, int]  # coefficients of switches whose sum is 1 when something is so
_At = dict[tuple[str, int], list[tuple[object, str]]]  # what may stand at a place of a row


@dataclass
class _Model:
    """Switches and inequalities; `values` are sums that give a cell, `texts` what it has."""

    box: dict[object, Bounds] = field(default_factory=dict)
    rows: list[Inequality] = field(default_factory=list)
    values: dict[Address, tuple[Literal, int]] = field(default_factory=dict)
    texts: dict[Address, dict[str, Literal]] = field(default_factory=dict)
    prices: Literal = field(default_factory=dict)

    def switch(self, *name: object) -> object:
        """Return a new variable that is 0 or 1."""
        self.box[name] = (0, 1)
        return name

    def doubt(self, price: int, *name: object) -> object:
        """Return a switch for something unlikely: that it is so has a price."""
        switch = self.switch("doubt", *name)
        self.prices[switch] = price
        return switch

    def add(self, terms: Mapping[object, int], low: int | None, high: int | None) -> None:
        """Require that a sum lies between two limits."""
        if terms:
            name = f"row {len(self.rows)}"
            self.rows.append(Inequality(name, tuple(terms.items()), low, high))


def place(
    found: Sequence[Region], compared: Sequence[Comparison], parts: Iterable[Share] = ()
) -> tuple[list[Filling], list[str]]:
    """Return what fills the tables of regions, and what could not be placed at all."""
    fillings = {seed.code: Filling(seed.code, 0, {}) for region in found for seed in region.tables}
    said: list[str] = []
    model = _Model()
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
    _compare(model, compared)
    _share(model, parts)
    for address, placed in _solved(model, inline).items():
        fillings[address[0]].cells[address[1:]] = placed
    return [filling for filling in fillings.values() if filling.cells], said


def _region(
    region: Region,
    model: _Model,
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
                model.values[seed.code, row.code, column] = ({}, _value(row.inner))
    if region.missing < 0:
        surplus = f"{-region.missing} figures more than cells"
        said += [f"{seed.code}: {surplus}; nothing is filled in" for seed in region.tables]
        return
    is_exact = region.missing == 0 and not region.is_changed
    open_rows: list[TextRow] = []
    for row in region.rows:
        hidden = [token for token in row.tokens if token.startswith("<")]
        if len(row.tokens) == size and not hidden:
            for (table, column), token in zip(region.columns, row.tokens, strict=True):
                fillings[table].cells[row.code, column] = Placed(token)
                model.values[table, row.code, column] = ({}, _value(token))
        elif len(row.tokens) > size or not is_exact:
            name = ", ".join(known)
            said.append(f"{name}: row {row.code} has {len(row.tokens)} figures for {size} cells")
        else:
            open_rows.append(row)
    if open_rows:
        _open(region, open_rows, model, inline)


def _value(token: str) -> int:
    return int(token.rstrip("%*").replace(".", ""))


def _open(
    region: Region, rows: Sequence[TextRow], model: _Model, inline: dict[Address, str]
) -> None:
    """Put the rows of a region into the model whose figures may stand in several cells."""
    size = len(region.columns)
    bounds = {seed.code: seed.meta.get("suppression") for seed in region.tables}
    at: _At = {(row.code, index): [] for row in rows for index in range(size)}
    key = region.tables[0].code
    first = sum(1 for table, _ in region.columns if table == region.columns[0][0])
    for row in rows:
        _own(model, key, row, size, first, at)
        if len(row.tokens) == size:
            for (table, column), token in zip(region.columns, row.tokens, strict=True):
                inline[table, row.code, column] = token
    _loose(model, key, region, [row for row in rows if len(row.tokens) < size], at)
    for row in rows:
        for index, (table, column) in enumerate(region.columns):
            _cell(model, (table, row.code, column), at[row.code, index], bounds[table])


def _own(model: _Model, key: str, row: TextRow, size: int, first: int, at: _At) -> None:
    """Put the figures of a line into its row.

    They keep their order. That its `<5` keep theirs is likely, and that a line which begins with as
    many figures as the first of two tables has columns fills that: each can be wrong, at a price.
    """
    own = [index for index, token in enumerate(row.tokens) if not token.startswith("<")]
    is_whole = len(row.tokens) == size
    moved = model.doubt(1 if row.is_glued or not is_whole else WHOLE, key, row.code, "moved")
    shifted = None
    if not is_whole and first < size and own[:first] == list(range(first)):
        shifted = model.doubt(1, key, row.code, "shifted")
    before: tuple[Literal, int] | None = None
    for number, index in enumerate(own):
        places: Literal = {}
        for place_ in range(number, size - len(own) + number + 1):
            switch = model.switch(key, row.code, "own", number, place_)
            at[row.code, place_].append((switch, row.tokens[index]))
            places[switch] = place_
        model.add(dict.fromkeys(places, 1), 1, 1)
        behind = size - len(row.tokens) + index  # the last place that leaves the others room
        model.add({**places, moved: size}, index, None)
        model.add({**places, moved: -size}, None, behind)
        if shifted is not None and number < first:
            model.add({**places, shifted: -size}, None, number)
        if before is not None:
            gap = {**places, **{switch: -where for switch, where in before[0].items()}}
            model.add(gap, 1, None)
            model.add({**gap, moved: size}, index - before[1], None)
        before = places, index


def _loose(model: _Model, key: str, region: Region, lacking: Sequence[TextRow], at: _At) -> None:
    """Put the figures that stand alone into any row that lacks one.

    That a line of several of them is of one row, in their order, is likely.
    """
    size = len(region.columns)
    own: dict[str, Literal] = {row.code: {} for row in lacking}
    for number, line in enumerate(region.loose):
        numbers = [token for token in line if not token.startswith("<")]
        parted = model.doubt(PARTED, key, "line", number) if len(numbers) >= LINE else None
        before: dict[str, Literal] | None = None
        for index, token in enumerate(numbers):
            here: dict[str, Literal] = {}
            for row in lacking:
                places = {model.switch(key, row.code, number, index, p): p for p in range(size)}
                for switch, place_ in places.items():
                    at[row.code, place_].append((switch, token))
                    own[row.code][switch] = 1
                here[row.code] = places
            model.add({switch: 1 for places in here.values() for switch in places}, 1, 1)
            if parted is not None and before is not None:
                for code, places in here.items():
                    same_row = dict.fromkeys(places, 1) | dict.fromkeys(before[code], -1)
                    model.add({**same_row, parted: 1}, 0, None)
                    model.add({**same_row, parted: -1}, None, 0)
                    order = places | {switch: -p for switch, p in before[code].items()}
                    # 1 in the row of both, 0 in another
                    model.add({**_less(order, places), parted: size + 1}, 0, None)
            before = here
    for row in lacking:
        model.add(own[row.code], None, size - len(row.tokens))


def _less(order: Literal, places: Literal) -> Literal:
    """Return an order less one where its later figure stands at all."""
    return {switch: factor - (switch in places) for switch, factor in order.items()}


def _cell(
    model: _Model,
    address: Address,
    some: Sequence[tuple[object, str]],
    hides: Mapping[str, str] | None,
) -> None:
    """Say what a cell has: one of its figures, or a hidden one where the table hides any."""
    label = hides["label"] if hides else ":"
    figures = dict.fromkeys((switch for switch, _ in some), 1)
    model.add(figures, 1 if hides is None else None, 1)
    value: Literal = {switch: _value(token) for switch, token in some}
    if hides:
        hidden = ("hidden", *address)
        low, high = int(hides["min"]), int(hides["max"])
        model.box[hidden] = (0, high)
        model.add({hidden: 1, **dict.fromkeys(figures, high)}, None, high)
        model.add({hidden: 1, **dict.fromkeys(figures, low)}, low, None)
        value[hidden] = 1
    model.values[address] = (value, 0)
    texts: dict[str, Literal] = {}
    for switch, token in some:
        texts.setdefault(token, {})[switch] = 1
    if hides:
        texts[label] = {}  # none of the figures
    model.texts[address] = texts


def _compare(model: _Model, compared: Iterable[Comparison]) -> None:
    """Add the comparisons that speak of open cells; each may be broken, which is counted."""
    for one in compared:
        terms: Literal = {}
        constant = 0
        if any(address not in model.values for address, _ in one.terms):
            continue
        for address, factor in one.terms:
            value, fixed = model.values[address]
            constant += factor * fixed
            for name, by in value.items():
                terms[name] = terms.get(name, 0) + factor * by
        if not terms:
            continue
        broken = model.doubt(1, one.name)
        if one.high is not None:
            model.add({**terms, broken: -MOST}, None, one.high - constant)
        if one.low is not None:
            model.add({**terms, broken: MOST}, one.low - constant, None)


def _share(model: _Model, parts: Iterable[Share]) -> None:
    """Add what printed percentages say of counts, where the whole is known."""
    for one in parts:
        whole = [model.values.get(address) for address in one.whole]
        sides = [model.values.get(address) for address in (one.cell, *one.part)]
        if any(side is None for side in (*whole, *sides)) or any(w and w[0] for w in whole):
            continue
        total = sum(w[1] for w in whole if w)
        terms: Literal = {}
        constant = 0
        for factor, side in zip((-2 * total, *(200 for _ in one.part)), sides, strict=True):
            assert side is not None  # noqa: S101  looked at above
            constant += factor * side[1]
            for name, by in side[0].items():
                terms[name] = terms.get(name, 0) + factor * by
        if terms:  # rounded: half a percent to each side
            broken = model.doubt(1, one.name)
            model.add({**terms, broken: -MOST}, None, total - constant)
            model.add({**terms, broken: MOST}, -total - constant, None)


def _solved(model: _Model, inline: Mapping[Address, str]) -> dict[Address, Placed]:
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
    return Placed("?", "uncertain", tuple(sorted(texts)), *OPEN)


def _least(model: _Model) -> tuple[int, Point] | None:
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


def _unique(model: _Model, most: int, wanted: Mapping[Address, str]) -> set[Address]:
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


def _search(model: _Model, most: int, total: Literal, least: int) -> Point | None:
    """Return a placement where a sum is great, at least `least`; None: there is none."""
    limits = [
        Inequality("few doubts", tuple(model.prices.items()), None, most),
        Inequality("differs", tuple(total.items()), least, None),
    ]
    return solve([*model.rows, *limits], model.box, best=total, effort=EFFORT)


def _competing(
    model: _Model, most: int, first: Mapping[Address, str], cells: Sequence[Address]
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
    return (text.startswith("<"), 0) if text.startswith("<") else (False, _value(text))
