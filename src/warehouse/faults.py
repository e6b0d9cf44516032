"""What is wrong with an input, said so that a person can mend it.

Decision: a run collects every fault it can find and reports them together; only then it stops.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import is_normalized

VALUE_LIMIT = 60
COMMON = "characters that can be seen, each letter in one piece (Unicode NFC), no ligatures"
PIECES = re.compile(r"(?s).[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]*")
LIGATURE = re.compile("[\ufb00-\ufb06]")  # as PDF files write ff, fi, fl, st


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in a seed: where it is, what was found, what was expected, how to mend it.

    `line` and `column` are None where a fault concerns a whole file; `column` is the heading
    of a column in a CSV file and the key in a YAML file.
    """

    file: str
    line: int | None
    column: str | None
    rule: str
    value: str | None
    expected: str
    remedy: str

    @classmethod
    def of_file(
        cls, file: str, rule: str, value: str | None, expected: str, remedy: str
    ) -> "Fault":
        """Return a fault that concerns a whole file or folder."""
        return cls(file, None, None, rule, value, expected, remedy)

    def __str__(self) -> str:
        """Return the fault as one sentence behind its place."""
        file = visible(self.file)
        place = file if self.line is None else f"{file}:{self.line}"
        column = "" if self.column is None else f" column {self.column}:"
        found = "" if self.value is None else f" found {_shown(self.value)};"
        return f"{place}:{column}{found} expected {self.expected}; {self.remedy} [{self.rule}]"


def visible(name: str) -> str:
    """Return the name of a file; what cannot be printed in it becomes visible."""
    return name if name.isprintable() else ascii(name)[1:-1]


def _shown(value: str) -> str:
    """Quote a value and shorten a very long one; what looks like something else becomes visible."""
    short = value if len(value) <= VALUE_LIMIT else f"{value[:VALUE_LIMIT]}…"
    return ascii(short) if strange_character(short) else f'"{short}"'


def strange_character(text: str) -> str | None:
    """Return the first character that a person cannot see, or takes for a common one.

    Those are control characters and spaces of other widths, letters in pieces (a letter and its
    accent, as file systems and PDF files write them), and letters in one piece with the next one.
    """
    if text.isprintable() and is_normalized("NFC", text) and not LIGATURE.search(text):
        return None
    return next((one for one in PIECES.findall(text) if _is_strange(one)), text)


def _is_strange(letter: str) -> bool:
    return not (letter.isprintable() and is_normalized("NFC", letter)) or bool(
        LIGATURE.search(letter)
    )


class InputRefused(Exception):
    """The seeds have faults; nothing was published."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(set(faults), key=_order)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def _order(fault: Fault) -> tuple[object, ...]:
    """Order by place; the rest makes the order the same in every run."""
    place = (fault.file, fault.line or 0, fault.column or "")
    return (*place, fault.rule, fault.value or "", fault.expected, fault.remedy)


class WarehouseError(Exception):
    """Something else than the seeds prevents the work; the message says what and how to mend it."""


def likely(wanted: str, names: Iterable[str]) -> str:
    """Return the question whether a name most like the wanted one was meant, or nothing."""
    found = get_close_matches(wanted.casefold(), names, n=2, cutoff=0.7)
    return f"did you mean {' or '.join(found)}? " if found else ""
