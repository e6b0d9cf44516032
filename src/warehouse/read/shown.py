"""One printed table for the terminal, with the signs of doubt and a computed total.

Decision: what is computed stands below a line, or behind the last column, and says that it was not
printed. A sign stands where the doubt is: at a figure, or at a label.
"""

from pathlib import Path

from warehouse.place import SQL
from warehouse.read.display import print_table
from warehouse.read.query import fetch

TOTAL = "(total, computed)"
UNCERTAIN = "* The place of this figure is uncertain: other figures of its row fit as well."
QUESTIONED = "† May be misprinted: warehouse findings tells why."
COMPUTED = "What is called (total, computed) was not printed; it adds up the printed bounds."


def print_shown(
    database: Path, edition: str, table: str, heading: str, language: str | None
) -> list[str]:
    """Print a table of an edition; return the lines that explain what was shown beside print.

    Its labels are those of print, which are Dutch; where `language` is en, what their codes are
    called in English.
    """
    _, cells = fetch(database, _query("shown"), edition, table, language or "nl")
    _, totals = fetch(database, _query("totals"), edition, table)
    columns: dict[int, str] = {}
    rows: dict[int, list[str]] = {}
    said: dict[str, None] = {}
    for row, column, label, heads, text, is_uncertain, is_questioned in cells:
        columns[column] = heads
        rows.setdefault(row, [label]).append(text)
        said |= {UNCERTAIN: None} if is_uncertain else {}
        said |= {QUESTIONED: None} if is_questioned else {}
    below: list[tuple[str, ...]] = []
    behind = {row: _range(low, high) for _, row, _, low, high in totals if row is not None}
    sums = {column: _range(low, high) for _, row, column, low, high in totals if row is None}
    if sums:
        below = [(TOTAL, *(sums[column] for column in columns))]
    for row, text in behind.items():
        rows[row].append(text)
    names = ["label", *columns.values(), *([TOTAL] if behind else [])]
    print_table(names, [*map(tuple, rows.values())], title=heading, below=below)
    return [*said, *([COMPUTED] if totals else [])]


def _range(low: int, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{low}–{high}" if high is not None else f"≥ {low}"


def _query(name: str) -> str:
    return (SQL / "read" / f"{name}.sql").read_text(encoding="utf-8")
