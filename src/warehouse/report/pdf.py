"""Read the words and rules of a PDF, and draw cut-outs of its pages: PDFium does both.

Decision: a file from outside is parsed only in the process of `child.py`. PDFium's own words are
not used, because it guesses spaces and reading order; a word here is a run of characters on one
baseline without a gap, in the order in which they were drawn.
"""

import ctypes
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from warehouse.faults import WarehouseError
from warehouse.report.page import UNKNOWN, Page, Rule, Word

MOST_PAGES = 2_000
MOST_CHARACTERS = 200_000  # on one page; a dense page has 5,000
GAP = 0.17  # of the size: a wider gap ends a word
RAISED = 0.82  # of the size of the word before: a smaller figure that stands higher is a mark
STRAIGHT = 1.0  # points: an edge deviates by less, and is longer
MOST_EDGES = 50_000  # of one page that are looked at
PASSWORD, BROKEN = 4, 3
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
HYPHENS = {"\u0002": "-", "\ufffe": "-", "\u00ad": "-", "\u2010": "-", "\u2011": "-"}


class Document:
    """An open PDF; raises WarehouseError when it is locked, broken or no PDF."""

    def __init__(self, path: Path) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == PASSWORD
            said = "is locked with a password" if locked else "is no PDF, or a broken one"
            raise WarehouseError(
                f"{path.name} {said}; open it with a reader, and save it anew"
            ) from error
        if len(self._pdf) > MOST_PAGES:
            message = (
                f"{path.name} has {len(self._pdf):,} pages; a report has at most {MOST_PAGES:,}"
            )
            raise WarehouseError(message)

    def __len__(self) -> int:
        """Return how many pages it has."""
        return len(self._pdf)

    def page(self, number: int) -> Page:
        """Return what a page shows; raises WarehouseError when that is too much for a report."""
        page = self._pdf[number - 1]
        text = page.get_textpage()
        try:
            if text.count_chars() > MOST_CHARACTERS:
                message = f"page {number} has {text.count_chars():,} characters; no report has that"
                raise WarehouseError(message)
            turned = _turned(text)
            width, height = page.get_size()
            if turned % 2 != page.get_rotation() // 90 % 2:
                width, height = height, width  # as read, not as the file says
            words = tuple(_marked(_words(_characters(text, turned, width, height))))
            rules = () if turned else tuple(_rules(page, height))
        finally:
            text.close()
            page.close()
        return Page(number, width, height, words, rules)

    def picture(
        self, number: int, box: tuple[float, float, float, float], scale: float = 2.0
    ) -> bytes:
        """Return a cut-out (left, top, right, bottom in points) of a page as read, as PNG."""
        page = self._pdf[number - 1]
        text = page.get_textpage()
        turn = (90 * _turned(text) - page.get_rotation()) % 360
        text.close()
        whole = page.render(scale=scale, rotation=turn).to_pil()
        page.close()
        left, top, right, bottom = (round(scale * side) for side in box)
        inside = (max(left, 0), max(top, 0), min(right, whole.width), min(bottom, whole.height))
        out = io.BytesIO()
        whole.crop(inside).convert("P").save(out, "PNG", optimize=True)
        return out.getvalue()


_Character = tuple[str, float, float, float, float]  # text, left, right, baseline, size


def _turned(text: pypdfium2.PdfTextPage) -> int:
    """Return by how many quarters most characters of a page are turned."""
    count = text.count_chars()
    step = max(1, count // 200)
    quarters = [
        -round(pdfium.FPDFText_GetCharAngle(text, index) / (pi / 2)) % 4  # clockwise
        for index in range(0, count, step)
        if not pdfium.FPDFText_IsGenerated(text, index)
    ]
    return max(set(quarters), key=quarters.count) if quarters else 0


def _characters(
    text: pypdfium2.PdfTextPage, turned: int, width: float, height: float
) -> Iterator[_Character | None]:
    """Yield the characters in the order of drawing; None where PDFium sees the end of a word."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        letter = _letter(chr(code))
        if pdfium.FPDFText_IsGenerated(text, index) or letter.isspace():
            yield None
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        corners = ((box.left, box.bottom), (box.right, box.top))
        (x0, low), (x1, high) = (_upright(*one, turned, width, height) for one in corners)
        baseline = _upright(x.value, y.value, turned, width, height)[1]
        yield letter, min(x0, x1), max(x0, x1), baseline, abs(high - low) or 1.0


def _letter(letter: str) -> str:
    """Return a character as read; one that the font gives no meaning is UNKNOWN."""
    if letter in HYPHENS:
        return HYPHENS[letter]
    is_blank = letter in "\r\n\t" or unicodedata.category(letter) == "Zs"
    return letter if is_blank or unicodedata.category(letter)[0] not in "C" else UNKNOWN


def _upright(x: float, y: float, turned: int, width: float, height: float) -> tuple[float, float]:
    """Return a point of PDF as right and down from the top left of the page as read."""
    angle = turned * pi / 2
    right, up = x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)
    # The corner of the page that is at the top left when read, in the turned axes.
    left = {0: 0.0, 1: 0.0, 2: -width, 3: -width}[turned]
    top = {0: height, 1: 0.0, 2: 0.0, 3: height}[turned]
    return right - left, top - up


def _words(characters: Iterator[_Character | None]) -> Iterator[Word]:
    """Yield runs of characters without a gap."""
    run: list[_Character] = []
    for one in characters:
        if run and (one is None or _parts(run[-1], one)):
            yield _word(run)
            run = []
        if one is not None:
            run.append(one)
    if run:
        yield _word(run)


def _parts(before: _Character, after: _Character) -> bool:
    _, _, end, base, size = before
    _, start, _, base_after, size_after = after
    small = min(size, size_after)
    return (
        abs(base_after - base) > 0.1 * small
        or start - end > GAP * small
        or start < before[1] - 0.5 * small
        or small < 0.9 * max(size, size_after)
    )


def _word(run: Sequence[_Character]) -> Word:
    drawn = "".join(letter for letter, *_ in run)
    bare = drawn.rstrip(SUPERSCRIPTS)  # made plain, they would be digits of the word
    text, mark = (unicodedata.normalize("NFKC", some) for some in (bare, drawn[len(bare) :]))
    left, right = min(one[1] for one in run), max(one[2] for one in run)
    return Word(
        text or mark, left, right, run[0][3], max(one[4] for one in run), mark if bare else ""
    )


def _marked(words: Iterator[Word]) -> Iterator[Word]:
    """Hang raised figures on the word before them."""
    before: Word | None = None
    for word in words:
        if before is not None and _is_mark(before, word):
            before = replace(before, mark=before.mark + word.text)
            continue
        if before is not None:
            yield before
        before = word
    if before is not None:
        yield before


def _is_mark(before: Word, word: Word) -> bool:
    rise = (before.y - word.y) / before.size
    return (
        word.size < RAISED * before.size
        and 0.08 < rise < 0.7  # noqa: PLR2004  of the size, above its baseline and below the next
        and -0.2 * before.size < word.x0 - before.x1 < 0.5 * before.size
        and not any(letter.isalpha() for letter in word.text)
    )


def _rules(page: pypdfium2.PdfPage, height: float) -> Iterator[Rule]:
    """Yield the straight edges of what is drawn that run across or down the page."""
    left = MOST_EDGES
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        count = min(pdfium.FPDFPath_CountSegments(one.raw), left)
        left -= count
        points = _points(one.raw, count, one.get_matrix())
        for (x0, y0), (x1, y1) in points:
            if abs(y1 - y0) < STRAIGHT < abs(x1 - x0):
                yield Rule(True, height - y0, min(x0, x1), max(x0, x1))
            elif abs(x1 - x0) < STRAIGHT < abs(y1 - y0):
                yield Rule(False, x0, height - max(y0, y1), height - min(y0, y1))


_Point = tuple[float, float]


def _points(path: Any, count: int, matrix: pypdfium2.PdfMatrix) -> Iterator[tuple[_Point, _Point]]:
    """Yield the straight segments of a path, each as its two ends."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        there = matrix.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield here, there
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield there, start
        here = there
