"""Say in whole numbers where the figures of a region can stand.

Decision: a switch is 1 when a figure stands in a cell. A figure on the line of its row keeps its
order among the figures of that line; a `<5` keeps nothing, and a loose figure can stand in every
row that lacks one. What is unlikely (a comparison that is broken, a `<5` that moved) has a price.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from warehouse.report.rules import Address, Comparison, Share
from warehouse.report.textlayer import Region
from warehouse.report.textrow import TextRow
from warehouse.solver.inequality import Bounds, Inequality

MOST = 10**6  # more than any sum of figures
WHOLE = 3  # the price of moving a `<5` in a line that has all its figures, none of them glued
NARROW = 2  # that in one with glued figures, where neighbours are: so no rule may speak against it
PARTED = 2  # the price of parting a line of figures
LINE = 3  # figures on a line of their own that belong together

Literal = dict[object, int]  # coefficients of switches whose sum is 1 when something is so
_At = dict[tuple[str, int], list[tuple[object, str]]]  # what may stand at a place of a row


@dataclass
class Model:
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


def value_of(token: str) -> int:
    """Return the number of a figure."""
    return int(token.rstrip("%*").replace(".", ""))


def open_rows(
    region: Region, rows: Sequence[TextRow], model: Model, inline: dict[Address, str]
) -> None:
    """Put the rows of a region into the model whose figures may stand in several cells."""
    size = len(region.columns)
    bounds = {seed.code: seed.meta.get("suppression") for seed in region.tables}
    at: _At = {(row.code, index): [] for row in rows for index in range(size)}
    key = region.tables[0].code
    first = sum(1 for table, _ in region.columns if table == region.columns[0][0])
    for row in rows:
        moved = model.doubt(_price(row, size, is_narrow=region.is_narrow), key, row.code, "moved")
        _own(model, key, row, size, first, moved, at)
        if len(row.tokens) == size:
            for (table, column), token in zip(region.columns, row.tokens, strict=True):
                inline[table, row.code, column] = token
    _loose(model, key, region, [row for row in rows if len(row.tokens) < size], at)
    for row in rows:
        for index, (table, column) in enumerate(region.columns):
            _cell(model, (table, row.code, column), at[row.code, index], bounds[table])


def _price(row: TextRow, size: int, *, is_narrow: bool) -> int:
    """Return how unlikely it is that a `<5` on the line of a row stands elsewhere in it."""
    if len(row.tokens) < size:
        return 1
    if row.is_glued:
        return NARROW if is_narrow else 1
    return WHOLE


def _own(
    model: Model, key: str, row: TextRow, size: int, first: int, moved: object, at: _At
) -> None:
    """Put the figures of a line into its row.

    They keep their order. That its `<5` keep theirs is likely, and that a line which begins with as
    many figures as the first of two tables has columns fills that: each can be wrong, at a price.
    """
    own = [index for index, token in enumerate(row.tokens) if not token.startswith("<")]
    is_whole = len(row.tokens) == size
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


def _loose(model: Model, key: str, region: Region, lacking: Sequence[TextRow], at: _At) -> None:
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
    model: Model,
    address: Address,
    some: Sequence[tuple[object, str]],
    hides: Mapping[str, str] | None,
) -> None:
    """Say what a cell has: one of its figures, or a hidden one where the table hides any."""
    label = hides["label"] if hides else ":"
    figures = dict.fromkeys((switch for switch, _ in some), 1)
    model.add(figures, 1 if hides is None else None, 1)
    value: Literal = {switch: value_of(token) for switch, token in some}
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


def compare(model: Model, compared: Iterable[Comparison]) -> None:
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


def add_shares(model: Model, parts: Iterable[Share]) -> None:
    """Add what printed percentages say of counts, for each percentage and whole that may stand."""
    for one in parts:
        if len(one.whole) != 1 or not {one.cell, *one.part, *one.whole} <= set(model.values):
            continue
        part: Literal = {}
        constant = 0
        for address in one.part:
            value, fixed = model.values[address]
            constant += 100 * fixed
            for name, by in value.items():
                part[name] = part.get(name, 0) + 100 * by
        broken = model.doubt(1, one.name)
        for share, is_share in _options(model, one.cell):
            for total, is_total in _options(model, one.whole[0]):
                # Less than a percent to each side: they are rounded so that they add up to 100.
                slack = {**dict.fromkeys((*is_share, *is_total), MOST), broken: -MOST}
                free = MOST * (bool(is_share) + bool(is_total))
                middle = share * total - constant
                model.add({**part, **slack}, None, middle + total - 1 + free)
                over = {name: -by for name, by in slack.items()}
                model.add({**part, **over}, middle - total + 1 - free, None)


def _options(model: Model, address: Address) -> list[tuple[int, Literal]]:
    """Return each figure that may stand in a cell, with what says that it does."""
    if address not in model.texts:
        return [(model.values[address][1], {})]
    return [(value_of(text), some) for text, some in model.texts[address].items() if some]
