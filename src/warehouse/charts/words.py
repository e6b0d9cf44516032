"""What `sql/charts/charts.yml` says of charts, and the words and figures around one.

Decision: the legend names the kinds of cells that occur, with the widest bounds of each, and the
subtitle says the unit, the years and how is counted, so that a chart can be read without its page.
So can its title, also where the printed heading cannot.
"""

import re
from functools import cache
from typing import Any

import yaml

from warehouse.place import SQL
from warehouse.read.query import Record
from warehouse.read.words import heading, localised, unit_names
from warehouse.read.words import titles as told_apart

YEAR = re.compile(r"\b\d{4}\b")
BLANKS = ("missing", "undrawn")  # kinds of cells without a mark


@cache
def config() -> dict[str, Any]:
    """Return `sql/charts/charts.yml`: kinds of cells with their style, titles, words."""
    text = (SQL / "charts" / "charts.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def title(printed: str) -> str:
    """Return what the chart of a table with that heading is called."""
    found: str | None = config()["titles"].get(YEAR.sub("…", printed))
    return found or heading(printed)


def titles(tables: list[Record], language: str) -> list[str]:
    """Return what the chart of each table of an edition is called, and of no other."""
    name = f"heading_{language}"
    return told_apart([table | {name: title(table[name])} for table in tables], language)


def number(figure: float, measure: str, language: str) -> str:
    """Return a figure with its thousands apart, or a fraction in percent, as a language writes."""
    percent, plain = f"{figure * 100:.10g}%", f"{figure:,}".removesuffix(".0")
    return localised(percent if measure == "share" else plain, language)


def subtitle(described: Record, years: list[int], language: str, words: dict[str, str]) -> str:
    """Return what is counted, for which years, and by which rule."""
    unit = unit_names()[described["unit"]][language].capitalize()
    if described["measure"] != "count":
        unit = f"{unit} ({words[described['measure']]})"
    period = str(years[0]) if len(set(years)) == 1 else f"{years[0]}–{years[-1]}"
    return f"{unit}, {period}. {described[f'counting_rule_{language}']}"


def legend(cells: list[Record], words: dict[str, str]) -> list[tuple[str, str]]:
    """Return the kinds that occur and the signs that need telling."""
    entries = []
    for kind in [*config()["kinds"], *BLANKS]:
        bounds = sorted(
            {(cell["count_min"], cell["count_max"]) for cell in cells if cell["drawn"] == kind},
            key=str,
        )
        if not bounds:
            continue
        # Cells of one kind may have different bounds; then the legend gives the widest.
        low, high = bounds[0][0], bounds[0][1]
        if high is not None:
            low, high = min(low for low, _ in bounds), max(high for _, high in bounds)
        entries.append((kind, words[kind].format(low=low, high=high)))
    for sign, name in (("*", "uncertain_sign"), ("†", "questioned_sign")):
        if any(sign in cell["text"] for cell in cells):
            entries.append(("", words[name]))
    return entries
