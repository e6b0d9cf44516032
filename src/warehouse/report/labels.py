"""Tell when two printed labels are the same, and which code a label has had.

Decision: labels are the same when their letters and digits are, however written and hyphenated.
Labels that are only alike are the same for a person to look at, never silently; a label whose
digits differ is another one. A note such as "(gaat boven alles)" says what a row takes precedence
over, and is no part of its label.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from warehouse.edition.files import Edition
from warehouse.names import BREAKDOWNS

ALIKE = 88.0  # of 100: from here on labels may be the same
PRECEDENCE = re.compile(r"\(gaat (alleen )?boven [^)]*\)")
TOTALS = frozenset({"totaal", "total"})


@lru_cache(maxsize=100_000)  # a text is looked at once for each table
def bare(label: str) -> str:
    """Return what makes a label itself: its letters and digits, and `<`, `+` and `%`."""
    plain = unicodedata.normalize("NFKC", PRECEDENCE.sub("", label)).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or letter in "<+%")


def same(one: str, other: str) -> bool:
    """Tell whether two labels are the same."""
    return bare(one) == bare(other)


def alike(one: str, other: str) -> bool:
    """Tell whether two labels may be the same, differently worded."""
    ours, theirs = bare(one), bare(other)
    digits = [re.findall(r"\d+", text) for text in (ours, theirs)]
    return digits[0] == digits[1] and fuzz.ratio(ours, theirs) >= ALIKE


class Codes:
    """The codes of all labels ever printed, and of the code lists, by dimension."""

    def __init__(self, seeds: Path, editions: Mapping[str, Edition]) -> None:
        self._codes: dict[str, dict[str, str]] = {name: {} for name in BREAKDOWNS}
        for name in BREAKDOWNS:
            with (seeds / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    code = row[f"{name}_code"]
                    for label in (row["label_nl"], code):
                        self._codes[name].setdefault(bare(label), code)
        for edition in editions.values():
            for table in edition.tables:
                for headings in (table.meta.get("rows", {}), table.meta.get("columns", {})):
                    if len(dimensions := headings.get("dimensions", [])) == 1:
                        known = self._codes.get(dimensions[0], {})
                        for code, label in headings["labels"].items():
                            known.setdefault(bare(label), code)

    def code(self, dimension: str, label: str) -> str | None:
        """Return the code of a label in a dimension; None when nobody printed it."""
        if bare(label) in TOTALS:
            return "_T"
        return self._codes.get(dimension, {}).get(bare(label))

    def dimension(self, labels: list[str]) -> str | None:
        """Return the dimension that knows most of some labels; None when none knows any."""
        counts = {
            name: sum(
                bare(label) not in TOTALS and (self.code(name, label) or "_U") != "_U"
                for label in labels
            )
            for name in BREAKDOWNS
        }
        best = max(counts, key=lambda name: counts[name])
        return best if counts[best] else None

    def nearest(self, dimension: str, label: str) -> str | None:
        """Return a code whose label is alike, for a person to look at."""
        found = process.extractOne(
            bare(label), self._codes[dimension].keys(), scorer=fuzz.ratio, score_cutoff=ALIKE
        )
        return self._codes[dimension][found[0]] if found else None
