"""Find what names a table: its caption, and where its figures come from.

Decision: a figure has its caption below it, a table above. Running text may begin like a caption,
so that one counts only beside a table.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse.report.figure import is_years
from warehouse.report.page import Line, joined, texts

CAPTION = re.compile(r"(Figuur|Tabel)\s+([A-Z]?\d+(?:\.\d+)*[a-z]?)(?=\s|:|$)[.:]?\s*(.*)", re.S)
SOURCE = re.compile(r"(Bron(nen)?|Noot|Noten|NB)\s?:|\*\s")
HUNG = re.compile(r"(?<=\))\d{1,3}$")  # a footnote mark that is drawn like the title
MOST_LINES = 5  # of a caption
HEADING = "Kop"
NEAR_CAPTION = 65.0  # points between a table and its caption
NEAR_HEADING = 250.0  # points between a table and its heading
LINE_SPACE = 1.5  # of the size: lines of a caption are nearer


@dataclass
class Caption:
    """What may be a caption; `top` and `bottom` are its first and last baseline."""

    kind: str
    number: str
    title: str
    top: float
    bottom: float
    source: str

    @property
    def reach(self) -> float:
        """How far from it its table may stand: a chart stands below a heading, above a caption."""
        return NEAR_HEADING if self.kind == HEADING else NEAR_CAPTION


def captions(rows: Sequence[Line], headings: Sequence[str] = ()) -> list[Caption]:
    """Return what may be a caption; running text may begin in the same way."""
    found = []
    known = {_letters(heading): heading for heading in headings}
    for index, line in enumerate(rows):
        match = CAPTION.match(line.text)
        if match is None:
            found += _known(line, rows[index + 1 : index + 2], known)
            continue
        words, source, last = list(line.words), "", line
        for after in rows[index + 1 : index + MOST_LINES]:
            if SOURCE.match(after.text):
                source = after.text
                break
            if after.y - last.y > LINE_SPACE * line.size or CAPTION.match(after.text):
                break
            if any(is_years(part) for part in texts(after)) and len(list(texts(after))) > 1:
                break
            words += after.words
            last = after
        whole = CAPTION.match(joined(words))
        title = HUNG.sub("", whole[3] if whole else match[3])
        found.append(Caption(match[1], match[2], title, line.y, last.y, source))
    return found


def _known(line: Line, after: Sequence[Line], known: Mapping[str, str]) -> list[Caption]:
    """Return a heading that is known, on one line or two."""
    for some in ([line], [line, *after]):
        heading = known.get(_letters("".join(one.text for one in some)))
        if heading is not None:
            return [Caption(HEADING, "", heading, line.y, some[-1].y, "")]
    return []


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
