"""What a printed figure looks like, as one grammar.

Decision: the publisher writes thousands with a point and decimals with a comma. Thousands with a
space are two figures until a column says that they are one: they are never firm. A figure keeps
what is printed: `4 (75)` is a rank and a count, `1.117` stays with its point.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from warehouse.report.page import WORD_GAP, Word

NUMBER = r"[-−–]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
CELL = re.compile(rf"(?:[<≤]\s?\d+|{NUMBER})\s?%?[*’']?(?:\s?\({NUMBER}%?\))?")
NOTE = re.compile(rf"([nN]|sd)\s?=\s?({NUMBER})")
NOTHING = re.compile(r"[-–—]|n\.?v\.?t\.?")
YEARS = re.compile(r"(?:19|20)\d\d(?:\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d))?\*?")


@dataclass(frozen=True)
class Figure:
    """A printed figure: its text, its place, and what stands before it (`n`, `sd`)."""

    text: str
    x0: float
    x1: float
    y: float
    prefix: str = ""
    letters: int = 0

    @property
    def is_note(self) -> bool:
        """Whether it says how many a column counts: `n=1.117`."""
        return self.prefix in ("n", "N")


def figures(words: Sequence[Word]) -> list[Figure]:
    """Return the figures of a text that has nothing else, else those that it has."""
    found = []
    at = 0
    while at < len(words):
        size = next((size for size in (3, 2, 1) if _is_one(words[at : at + size], size)), 0)
        if size:
            found.append(_figure(words[at : at + size]))
        at += size or 1
    return found


def is_figures(words: Sequence[Word]) -> bool:
    """Tell whether a text is figures and nothing else."""
    return bool(words) and sum(one.letters for one in figures(words)) == _letters(words)


def is_years(words: Sequence[Word]) -> bool:
    """Tell whether a text is years, or ranges of years, and nothing else."""
    return bool(words) and all(YEARS.fullmatch(word.text) for word in words)


def _letters(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _is_one(words: Sequence[Word], size: int) -> bool:
    if len(words) < size or any(
        after.x0 - before.x1 > WORD_GAP * after.size for before, after in pairwise(words)
    ):
        return False
    text = " ".join(word.text for word in words)
    return bool(CELL.fullmatch(text) or NOTE.fullmatch(text) or NOTHING.fullmatch(text))


def _figure(words: Sequence[Word]) -> Figure:
    text = " ".join(word.text for word in words)
    note = NOTE.fullmatch(text)
    prefix = note[1] if note else ""
    bare = note[2] if note else text
    return Figure(bare, words[0].x0, words[-1].x1, words[0].y, prefix, _letters(words))
