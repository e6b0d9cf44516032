"""Read the line of a text as a row of a table: a label, and the figures behind it.

Decision: a label may go over several lines, and a part of a pie has its figure in front. A long
label that is only alike is taken too, for a person to look at; a short one must be the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from warehouse.report.known import IN_LABEL
from warehouse.report.labels import alike, bare

TOKEN = re.compile(r"<\s?\d+|\d+(?:\.\d{3})*%?\*?")
# Figures without a space between them: each begins with a `<`, or stands behind a sign.
WORD = re.compile(r"(?:<\d+|\d[\d.]*%?\*?)(?:<\d+|(?<=[%*])\d[\d.]*%?\*?)*")
GLUED = re.compile(r"(?<=[\d%*])<")
NEIGHBOURS = re.compile(r"<\d+<\d+ [<\d]")  # glued, with more of their row behind them
BEHIND = re.compile(r"(?<![<\d])\d[\d.]*[%*]?<\d")  # a `<5` that is glued to a figure
LEAST_NEIGHBOURS = 2  # lines with such
TOKENS_FIRST = re.compile(rf"^((?:{TOKEN.pattern})\s+)+")
MOST_LINES = 6  # of one label
SHORT = 6  # letters: a shorter label is the same or another, never alike


@lru_cache(maxsize=100_000)  # a line is looked at once for each table
def is_tokens(line: str) -> bool:
    """Tell whether a line is figures and nothing else."""
    return all(WORD.fullmatch(word) for word in line.replace("< ", "<").split())


@dataclass
class TextRow:
    """A row: its line, its label and code, the figures on its line, the figure in its label.

    `is_glued` says that two figures stand there without a space.
    """

    line: int
    label: str
    code: str
    tokens: list[str]
    inner: str = ""
    is_glued: bool = False


def glues_neighbours(lines: Sequence[str]) -> bool:
    """Tell whether a text leaves no space between hidden figures that stand beside one another.

    One that was drawn last is glued to the end of its row, whatever that ends with. So it does not
    glue those when its `<5` are glued inside rows, and never to a figure.
    """
    inside = sum(bool(NEIGHBOURS.search(line)) for line in lines)
    return inside >= LEAST_NEIGHBOURS and not any(BEHIND.search(line) for line in lines)


def read_row(
    lines: Sequence[str], index: int, labels: Mapping[str, str], has_inner: bool, is_share: bool
) -> TextRow | None:
    """Return the row that begins on a line: a label on it, or on it and the next, then figures."""
    if not lines[index] or is_tokens(lines[index]):
        words = lines[index].split()
        if not words or words[0] not in labels.values():
            return None
    exact = {bare(label): code for code, label in labels.items()}
    text = ""
    for offset, line in enumerate(lines[index : index + MOST_LINES]):
        if not line and not is_share:
            break
        text = f"{text} {line}".strip()
        for label, tokens in splits(text, is_share):
            found = IN_LABEL.fullmatch(label) if has_inner else None
            outer = found[1] if found else label
            code = exact.get(bare(outer))
            if code is None and tokens and not offset and len(bare(outer)) > SHORT:
                code = next((one for one, wanted in labels.items() if alike(outer, wanted)), None)
            if code is not None:
                first = TOKENS_FIRST.match(text) if is_share else None
                before = TOKEN.findall(first[0]) if first else []
                inner = found[2] if found else ""
                is_glued = bool(GLUED.search(text))
                return TextRow(index, outer, code, tokens or before, inner, is_glued)
        if not is_share and not text.endswith(("-", "/")) and offset:
            break
    return None


def splits(text: str, is_share: bool) -> Iterator[tuple[str, list[str]]]:
    """Yield every way to read a line as a label and figures."""
    words = (TOKENS_FIRST.sub("", text) if is_share else text).split()
    for size in range(len(words), 0, -1):
        rest = " ".join(words[size:])
        if not is_tokens(rest):
            return
        yield " ".join(words[:size]), TOKEN.findall(rest)
