"""Account for every figure of the pages: who took it, or that nobody did.

Decision: a figure is a word with a digit. It belongs to a table when the table has it as a cell, a
label, a header or a caption; to a sentence when it stands among words; to an axis when it stands in
a row of steps; else it is listed. So nothing on a page is passed over in silence.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warehouse.report.figure import figures, is_figures
from warehouse.report.grid import Table
from warehouse.report.labels import bare
from warehouse.report.page import Line, Page, Word, lines, texts
from warehouse.report.textlayer import Region

LEAST_STEPS = 3
EVEN = 1.5  # points: how far the steps of an axis may differ
EDGE = 0.085  # of the height: where the number of a page and its running head stand


@dataclass(frozen=True)
class Listed:
    """A figure that nobody took, and where it stands; of a text `page` is the line."""

    text: str
    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Account:
    """How many figures each kind of taker has, and those that nobody has."""

    taken: Counter[str]
    listed: tuple[Listed, ...]


def account(pages: Iterable[Page], tables: Sequence[Table]) -> Account:
    """Return the account of all figures of pages."""
    taken: Counter[str] = Counter()
    listed: list[Listed] = []
    for page in pages:
        boxes = [box for table in tables for box in table.boxes if box[0] == page.number]
        rows = lines(page.words)
        axis = set(_axes(rows))
        for line in rows:
            parts = list(texts(line))
            for part in parts:
                count = sum(any(letter.isdigit() for letter in word.text) for word in part)
                if not count:
                    continue
                is_mark = part is parts[0] and len(parts) > 1 and not is_figures(parts[1])
                who = _taker(page, part, boxes, axis) or ("footnote" if is_mark else "")
                if who:
                    taken[who] += count
                else:
                    listed += [
                        Listed(one.text, page.number, one.x0, one.y) for one in figures(part)
                    ]
    return Account(taken, tuple(listed))


def account_text(text: str, regions: Sequence[Region]) -> Account:
    """Return the account of all figures of a text; where a figure stands is its line."""
    taken: Counter[str] = Counter()
    listed: list[Listed] = []
    own = {index for region in regions for index in region.lines}
    labels = {
        bare(label)
        for region in regions
        for seed in region.tables
        for label in seed.meta["columns"]["labels"].values()
    }
    for index, line in enumerate(text.split("\n")):
        found = [word for word in line.split() if any(letter.isdigit() for letter in word)]
        if not found:
            continue
        if index in own:
            taken["table"] += len(found)
        elif all(bare(word) in labels for word in found):
            taken["header"] += len(found)
        elif any(letter.isalpha() for letter in line):
            taken["sentence"] += len(found)
        else:
            listed += [Listed(word, index + 1, 0.0, 0.0) for word in found]
    return Account(taken, tuple(listed))


def _taker(
    page: Page,
    part: Sequence[Word],
    boxes: Sequence[tuple[int, float, float, float, float]],
    axis: set[Word],
) -> str:
    first = part[0]
    for _, left, top, right, bottom in boxes:
        if left - 1 <= first.x0 and part[-1].x1 <= right + 1 and top <= first.y <= bottom:
            return "table"
    if not is_figures(part):
        return "sentence"
    if first.y < EDGE * page.height or first.y > (1 - EDGE) * page.height:
        return "page number"
    return "axis" if all(word in axis for word in part) else ""


def _axes(rows: Sequence[Line]) -> Iterator[Word]:
    """Yield the figures that stand above one another in even steps."""
    words = [
        part[0] for line in rows for part in texts(line) if len(part) == 1 and is_figures(part)
    ]
    sides: tuple[Callable[[Word], float], ...] = (lambda word: word.x0, lambda word: word.x1)
    for key in sides:
        for column in _near(words, key):
            column.sort(key=lambda word: word.y)
            gaps = [after.y - before.y for before, after in pairwise(column)]
            if len(column) >= LEAST_STEPS and max(gaps) - min(gaps) < EVEN:
                yield from column


def _near(words: Sequence[Word], key: Callable[[Word], float]) -> Iterator[list[Word]]:
    some: list[Word] = []
    for word in sorted(words, key=key):
        if some and key(word) - key(some[-1]) > EVEN:
            yield some
            some = []
        some.append(word)
    if some:
        yield some
