"""Find the lines of a page that may be a table: a header, and the body below it.

Decision: a header is a line of years, or words above figures behind a caption. What follows is body
until a caption, a source, running text or a wide gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.report.caption import CAPTION, LINE_SPACE, SOURCE, Caption
from warehouse.report.figure import figures, is_figures, is_years
from warehouse.report.page import Line, Word, texts

NEAR = 6.0  # of the size: a body goes on over a gap of so many lines
LEAST_COLUMNS = 2
MOST_HEADER_LINES = 8
MOST_LABEL = 0.6  # of the width of a table: how wide a label can be
LABEL_BELOW = 3.2  # of the size: how far a label may go on below its figures


@dataclass
class Block:
    """The lines of one table on one page: the header, the body."""

    header: list[Line]
    body: list[Line]


def blocks(rows: Sequence[Line], captions: Sequence[Caption]) -> list[Block]:
    """Return what may be tables: below years, or below the words that a caption stands above."""
    found: list[Block] = []
    index = 0
    while index < len(rows):
        line = rows[index]
        header = [line] if _is_header(line) else _words_header(rows, index, captions)
        block = _body(rows, index + len(header) - 1, header) if header else None
        if block is not None and block.body:
            found.append(block)
            index = rows.index(block.body[-1])
        index += 1
    return found


def _is_header(line: Line) -> bool:
    """Whether a line has at least two years, apart from all else, and no other figure."""
    parts = list(texts(line))
    years = sum(len(part) for part in parts if is_years(part))
    others = [part for part in parts if not is_years(part)]
    tight = sum(is_years([word]) for part in others for word in part)
    return years >= LEAST_COLUMNS and tight == 0 and not any(is_figures(part) for part in others)


def _words_header(rows: Sequence[Line], index: int, captions: Sequence[Caption]) -> list[Line]:
    """Return the lines of a header of words, which figures stand directly below; or none."""
    first = rows[index]
    parts = list(texts(first))
    if len(parts) <= LEAST_COLUMNS or any(is_figures(part) for part in parts):
        return []
    if not any(c.kind != "Figuur" and 0 < first.y - c.bottom < c.reach for c in captions):
        return []
    for count, line in enumerate(rows[index + 1 : index + MOST_HEADER_LINES], start=1):
        own = [part for part in texts(line) if is_figures(part)]
        if sum(len(figures(part)) for part in own) >= LEAST_COLUMNS:
            return list(rows[index : index + count])
    return []


def _body(rows: Sequence[Line], index: int, header: list[Line]) -> Block:
    """Return the lines below a header that belong to it."""
    starts = [part[0].x0 for line in header for part in texts(line) if is_years(part)]
    left = min(starts, default=None)
    if left is not None:
        header = _whole_header(rows, index, left)
        index = rows.index(header[-1])
    right = max(word.x1 for line in header for word in line.words)
    body: list[Line] = []
    last = rows[index]
    for line in rows[index + 1 :]:
        if CAPTION.match(line.text) or SOURCE.match(line.text) or _is_header(line):
            break
        if line.y - last.y > NEAR * line.size or _is_prose(line, left, right):
            break
        body.append(line)
        last = line
    while body and not any(_has_figures(part, left) for part in texts(body[-1])):
        if not _is_label_end(body):
            break
        body.pop()
    return Block(header, body)


def _whole_header(rows: Sequence[Line], index: int, left: float) -> list[Line]:
    """Return a line of years with the lines next to it over which its other labels go on."""
    years = [part for part in texts(rows[index]) if is_years(part)]

    def goes_on(line: Line, last: Line) -> bool:
        return abs(line.y - last.y) < LINE_SPACE * line.size and all(
            part[0].x0 > left
            and not _has_figures(part, None)
            and not any(part[0].x0 < year[-1].x1 and part[-1].x1 > year[0].x0 for year in years)
            for part in texts(line)
        )

    first = last = index
    while first and goes_on(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and goes_on(rows[last + 1], rows[last]):
        last += 1
    return list(rows[first : last + 1])


def _is_prose(line: Line, left: float | None, right: float) -> bool:
    """Whether a line has text where only figures can stand, or is one text as wide as all."""
    parts = list(texts(line))
    if left is None:
        width = line.words[-1].x1 - line.words[0].x0
        is_wide = width > MOST_LABEL * (right - line.words[0].x0)
        return len(parts) == 1 and is_wide and not is_figures(parts[0])
    return any(
        part[0].x0 < right and part[-1].x1 > left and not _has_figures(part, left) for part in parts
    )


def _has_figures(part: Sequence[Word], left: float | None) -> bool:
    return is_figures(part) or (left is not None and _ends_in_figures(part, left))


def _ends_in_figures(part: Sequence[Word], left: float) -> bool:
    """Whether the words of a text from a place on are figures: a label touches its first figure."""
    tail = [word for word in part if word.middle > left]
    return bool(tail) and is_figures(tail)


def _is_label_end(body: Sequence[Line]) -> bool:
    """Whether the last line is too far below the last figures to be a part of their label."""
    figure_lines = [line for line in body if any(is_figures(part) for part in texts(line))]
    return not figure_lines or body[-1].y - figure_lines[-1].y > LABEL_BELOW * body[-1].size
