"""The computed total of a chart of lines: one cell per year, which no print has.

Decision: there is a total only where every year has one with two bounds; it is drawn as what it is,
a range where figures are hidden.
"""

from collections.abc import Sequence
from typing import Any

from warehouse.read.query import Record
from warehouse.read.words import localised

Datum = dict[str, Any]


def by_year(
    rows: list[Record], sums: list[Record], kept: Sequence[str], language: str
) -> list[Datum]:
    """Return what the cells of each year add up to; nothing where a year has no sum or no bound.

    `rows` are the cells of one table, `sums` what `sql/read/totals.sql` says of it, and `kept` what
    every cell of a chart has.
    """
    years = {
        (side, row[f"{side}_position"]): row["year"] for row in rows for side in ("row", "column")
    }
    found, of_years = {}, 0
    for one in sums:
        side = "row" if one["sum_row"] is not None else "column"
        year = years.get((side, one[f"sum_{side}"]))  # a period is no year
        if year is not None:
            found[year] = one
            of_years += 1
    is_whole = len(found) == of_years and found.keys() == {row["year"] for row in rows}
    if not is_whole or any(one["count_max"] is None for one in found.values()):
        return []
    return [_total(year, one, kept, language) for year, one in sorted(found.items())]


def _total(year: int, one: Record, kept: Sequence[str], language: str) -> Datum:
    low, high = one["count_min"], one["count_max"]
    is_exact = low == high
    ends = [localised(f"{end:,}", language) for end in dict.fromkeys((low, high))]
    return {
        **dict.fromkeys(kept),
        **{"year": year, "count_min": low, "count_max": high, "count": low if is_exact else None},
        "panel": 0,
        "label": str(year),
        "drawn": "computed" if is_exact else "computed_range",
        "figure": low if is_exact else None,
        "text": "–".join(ends),
    }
