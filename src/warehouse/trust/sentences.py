"""Split the text layer of a report into sentences, and tell which of them contain a figure.

Decision: the layout decides as little as possible, so that another extraction of the same text
gives the same sentences. Lines are joined to blocks; blank lines, headings in capitals, notes and
bullets begin a new one. A block is cut behind `.`, `!` and `?`. What has no such end is a sentence
when it is a heading in capitals, a note or a bullet, or when it has a finite verb; everything else
(labels, cells, axes, captions) is table text, and a line that ends in three or more cells always
is. So in doubt text is a sentence, and no line is in neither (`table_text` returns the rest).

The digest is taken of the sentence without white space and hyphens, because these are what
wrapping and extraction change.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from warehouse.trust.figure_words import has_figure

CELL_ROW = re.compile(r"(?:^|\s)(?:(?:<\s?\d+|\d+%?\*?)(?:\s+|(?=<)|$)){3,}$")
BULLET = re.compile(r"^[•▪‣◦·]\s*")
NOTE = re.compile(r"\*|(noot|noten|nb|let op)\b[^:]{0,5}:", re.IGNORECASE)
SOURCE = re.compile(r"bron(nen)?\s*:", re.IGNORECASE)
LONG_WORD = re.compile(r"[^\W\d_]{5}")
LONE_YEARS = re.compile(r"(19|20)\d\d([-–](19|20)?\d\d)?")
END = re.compile(r"[.!?]+[’”'\")\]]*(?=\s+[‘“'\"(\[]*[A-ZÀ-Þ0-9<]|\s*$)")
CLOSED = re.compile(r"[.!?][’”'\")\]]*$")
# Only words that are never the last of a sentence; `etc.` before a capital does end one.
ABBREVIATION = re.compile(
    r"(?<![\w’'])([^\W\d_]|art|bijv|blz|bv|ca|dr|drs|excl|gem|incl|max|mevr|min|mr|nr|prof|resp|zgn)\.$",
    re.IGNORECASE,
)
FINITE_VERB = re.compile(
    r"(?<!\w)(is|zijn|was|waren|wordt|worden|werd|werden|heeft|hebben|had|hadden|kan|kunnen|moet|"
    r"moeten|komt|komen|kwam|kwamen|blijft|blijven|bleef|bleven|betreft|betreffen|daalt|dalen|"
    r"daalde|stijgt|stijgen|steeg|stegen|neemt|nemen|nam|namen|telt|tellen)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """A sentence: the line it begins on, its text on one line, its digest, whether it counts."""

    line: int
    text: str
    digest: str
    has_figure: bool


@dataclass
class _Block:
    """Lines that belong together; `kind` is prose, heading, note or row."""

    kind: str
    text: str = ""
    starts: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def add(self, number: int, line: str) -> None:
        """Append a line; a word that was hyphenated at the end of the last one is whole again."""
        gap = " " if self.text else ""
        if re.search(r"\w-$", self.text) and not re.match(r"(en|of)\b", line):
            gap = ""
            if self.text[-2].islower() and line[0].islower():
                self.text = self.text[:-1]
        self.starts.append(len(self.text) + len(gap))
        self.numbers.append(number)
        self.text += gap + line

    def line_at(self, position: int) -> int:
        return self.numbers[bisect_right(self.starts, position) - 1]


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of `text` in reading order."""
    return [_sentence(block, line, part) for block, line, part, is_said in _parts(text) if is_said]


def table_text(text: str) -> list[tuple[int, str]]:
    """Return what belongs to no sentence, as (line, text): the complement of `sentences`."""
    return [(line, part) for _, line, part, is_said in _parts(text) if not is_said]


def digest(sentence: str) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of a sentence, however wrapped."""
    bare = re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", sentence))
    return hashlib.sha256(bare.encode()).hexdigest()[:12]


def _sentence(block: _Block, line: int, part: str) -> Sentence:
    said = BULLET.sub("", part) if block.kind == "note" else part
    return Sentence(line, said, digest(said), has_figure(said))


def _parts(text: str) -> Iterator[tuple[_Block, int, str, bool]]:
    """Yield (block, line, text, is it a sentence) for everything that is not blank."""
    for block in _blocks(text):
        begin = 0
        for end in _ends(block):
            part = block.text[begin:end]
            lead = len(part) - len(part.lstrip())
            yield block, block.line_at(begin + lead), part.strip(), _is_said(block, part, end)
            begin = end


def _ends(block: _Block) -> list[int]:
    """Return where the sentences of a block end; the last end is that of the block."""
    ends = []
    if block.kind in ("prose", "note"):
        found = ((end.start(), end.end()) for end in END.finditer(block.text))
        ends = [
            end
            for start, end in found
            if end == len(block.text) or not ABBREVIATION.search(block.text[: start + 1])
        ]
    return ends if ends and ends[-1] == len(block.text) else [*ends, len(block.text)]


def _is_said(block: _Block, part: str, end: int) -> bool:
    if block.kind != "prose":
        return block.kind != "row"
    is_closed = end < len(block.text) or bool(CLOSED.search(part))
    return is_closed or bool(FINITE_VERB.search(part))


def _blocks(text: str) -> Iterator[_Block]:
    lines = [_folded(line) for line in text.split("\n")]
    capitals = Counter(line for line in lines if _is_capitals(line))
    running_heads = {line for line, count in capitals.items() if count > 1 and " " not in line}
    block: _Block | None = None
    for number, line in enumerate(lines, start=1):
        if block and not (line and _continues(block, line, running_heads)):
            yield block
            block = None
        if line:
            block = block or _Block(_kind(line))
            block.add(number, line)
    if block:
        yield block


def _folded(line: str) -> str:
    """Fold white space; a soft hyphen is one only at the end of a line."""
    folded = " ".join(unicodedata.normalize("NFKC", line).split())
    return re.sub("\u00ad$", "-", folded).replace("\u00ad", "")


def _kind(line: str) -> str:
    if CELL_ROW.search(line):
        return "row"
    if BULLET.match(line) or NOTE.match(line):
        return "note"
    return "heading" if _is_capitals(line) and LONG_WORD.search(line) else "prose"


def _is_capitals(line: str) -> bool:
    return line == line.upper() != line.lower()


def _continues(block: _Block, line: str, running_heads: set[str]) -> bool:
    """Whether a line goes on with the block; nothing goes on with a running head or with cells."""
    kind = _kind(line)
    if block.kind == "row" or kind in ("row", "note") or block.text in running_heads:
        return False
    if block.kind == "heading":
        return _is_capitals(line) or bool(LONE_YEARS.fullmatch(line))
    return kind == "prose" and not SOURCE.match(line)
