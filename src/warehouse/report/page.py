"""What a page shows, as plain data: words with their places, rules, and the lines they form.

Decision: this is all that is known of a PDF behind the process that parses it. Lengths are points,
y runs downward from the top of the page, and a word stands at its baseline. A raised figure behind
a word is a footnote mark of that word, never a figure of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

UNKNOWN = "\ufffd"  # a character whose font does not say what it is
SAME_LINE = 0.25  # of the size: how far baselines may lie apart
PARAGRAPH = 1.8  # of the size: a wider step between lines begins a new paragraph
WORD_GAP = 0.62  # of the size: a wider gap separates two texts


@dataclass(frozen=True)
class Word:
    """A word: its text, its left and right, its baseline and size, and the marks hung on it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    mark: str = ""

    @property
    def middle(self) -> float:
        """Its middle from left to right."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Rule:
    """An edge that runs across (`is_across`) or down the page: where, and from where to where."""

    is_across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Page:
    """A page as printed; `number` counts from 1."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()


@dataclass
class Line:
    """Words on one baseline, from left to right."""

    words: list[Word] = field(default_factory=list)

    @property
    def y(self) -> float:
        """The baseline."""
        return self.words[0].y

    @property
    def size(self) -> float:
        """The size of its largest word."""
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        """Its words, with a space between."""
        return " ".join(word.text for word in self.words)


def lines(words: Iterable[Word]) -> list[Line]:
    """Return words as lines, from top to bottom."""
    found: list[Line] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        for line in reversed(found[-4:]):
            if abs(line.y - word.y) <= SAME_LINE * min(word.size, line.size):
                line.words.append(word)
                break
        else:
            found.append(Line([word]))
    for line in found:
        line.words.sort(key=lambda word: word.x0)
    return found


def texts(line: Line, gap: float = WORD_GAP) -> Iterator[list[Word]]:
    """Yield the texts of a line, each its words: a wide gap parts them."""
    some: list[Word] = []
    for word in line.words:
        if some and word.x0 - some[-1].x1 > gap * min(word.size, some[-1].size):
            yield some
            some = []
        some.append(word)
    if some:
        yield some


def as_text(pages: Iterable[Page]) -> str:
    """Return the words of pages in the order of drawing, which is that of reading, in lines."""
    text = ""
    for page in pages:
        before: Word | None = None
        for word in page.words:
            if before is not None:
                step = word.y - before.y
                if abs(step) <= SAME_LINE * word.size and word.x0 > before.x0:
                    text += " "
                else:
                    text += "\n" if 0 < step < PARAGRAPH * word.size else "\n\n"
            text += word.text
            before = word
        text += "\n\n"
    return text


def joined(words: Iterable[Word]) -> str:
    """Return words as one text; a word that was broken at the end of a line is whole again."""
    text = ""
    before: Word | None = None
    for word in words:
        is_next = before is not None and word.y - before.y > SAME_LINE * word.size
        is_cut = re.search(r"[^\W\d_]-$", text) and word.text[0].islower()
        if is_next and is_cut and word.text not in ("en", "of"):
            text = text[:-1] + word.text
        else:
            text += (" " if text else "") + word.text
        before = word
    return text
