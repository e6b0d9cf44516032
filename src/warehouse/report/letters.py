"""Make words whole whose letters the font does not name, such as a ligature.

Decision: a letter is filled in only when that makes a word that stands elsewhere in the same pages.
What stays unknown is shown as UNKNOWN and never guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from warehouse.report.page import UNKNOWN, Page

LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "ft", "fj", "tt", "ti", "ij")
EDGE = re.compile(r"^\W+|\W+$")


def whole_words(pages: Sequence[Page]) -> list[Page]:
    """Return pages with the words made whole that can be."""
    known = {_bare(word.text) for page in pages for word in page.words if UNKNOWN not in word.text}
    return [
        replace(page, words=tuple(replace(w, text=_whole(w.text, known)) for w in page.words))
        if any(UNKNOWN in word.text for word in page.words)
        else page
        for page in pages
    ]


def _whole(text: str, known: set[str]) -> str:
    if text.count(UNKNOWN) != 1 or len(text) == 1:
        return text
    for letters in LIGATURES:
        filled = text.replace(UNKNOWN, letters)
        if _bare(filled) in known:
            return filled
    return text


def _bare(text: str) -> str:
    return EDGE.sub("", text).casefold()
