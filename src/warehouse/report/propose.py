"""Propose the seeds of a table that no earlier edition has.

Decision: what the page says is written down, and what is known of its labels: their codes in all
editions and code lists. Everything else is left empty or called `name_me`, so that the build names
the line and refuses it. Panels that stand side by side, per year and by something else, are a table
each.
"""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from warehouse.edition.files import Table as Seed
from warehouse.report.figure import YEARS
from warehouse.report.grid import Row, Table
from warehouse.report.known import written
from warehouse.report.labels import Codes, bare

UNNAMED = "name_me"
LEAST_LIKE = 75.0  # of 100: how like a heading is that of the same table, but for its numbers
TEXTS = (*("process", "unit", "population", "counting_rule_nl", "counting_rule_en"),)


def propose(table: Table, codes: Codes, order: int) -> list[Seed]:
    """Return a seed for each panel of a table; `order` is the number of the first."""
    made = []
    for number, panel in enumerate(_panels(table)):
        rows = [row for row in table.rows if any(row.cells[index] for index in panel)]
        name = re.sub(r"\W+", "_", f"{table.kind} {table.number}".casefold()).strip("_")
        code = f"{name or f'page_{table.page}'}{f'_{number + 1}' if number else ''}"
        made.append(_seed(code, table, panel, rows, codes, order + number))
    return made


def instead_of(proposed: Seed, seeds: Iterable[Seed]) -> str | None:
    """Return the table that has the columns and the heading of a proposed one, but other rows."""
    columns = proposed.meta["columns"]["labels"].values()
    likeness = {
        seed.code: fuzz.ratio(*(_heading(one) for one in (seed, proposed)))
        for seed in seeds
        if seed.lines and [*seed.meta["columns"]["labels"].values()] == [*columns]
    }
    best = max(likeness, key=lambda code: likeness[code], default="")
    return best if likeness.get(best, 0) >= LEAST_LIKE else None


def new_line(label: str, figures: Sequence[str], seed: Seed, codes: Codes) -> str:
    """Return a row that a layout lacks as its CSV would have it; its code was looked up."""
    dimensions = seed.meta["rows"]["dimensions"]
    code = codes.code(dimensions[0], label) if len(dimensions) == 1 else None
    return ",".join([code or UNNAMED, *figures])


def _heading(seed: Seed) -> str:
    return re.sub(r"\d", "", bare(seed.meta["heading_nl"]))


def _panels(table: Table) -> list[list[int]]:
    """Return the columns of each panel: those of years, and the others."""
    years = [i for i, column in enumerate(table.columns) if YEARS.fullmatch(column.label)]
    others = [i for i in range(len(table.columns)) if i not in years]
    return [panel for panel in (years, others) if panel]


def _seed(
    code: str, table: Table, panel: list[int], rows: Sequence[Row], codes: Codes, order: int
) -> Seed:
    labels = [table.columns[index].label for index in panel]
    row_dimension, row_codes = _named([row.label for row in rows], codes)
    column_dimension, column_codes = _named(labels, codes)
    meta = {
        "table_number": str(order),
        **({"printed_number": f"{table.kind} {table.number}"} if table.number else {}),
        "heading_nl": table.title,
        "heading_en": "",
        "section": "",
        "page": str(table.page),
        **dict.fromkeys(TEXTS, ""),
        "measure": "count",
        "additive_over": [],
        "rows": {
            "dimensions": [row_dimension],
            "labels": dict(zip(row_codes, (row.label for row in rows), strict=True)),
        },
        "columns": {
            "dimensions": [column_dimension],
            "labels": dict(zip(column_codes, labels, strict=True)),
        },
    }
    lines = [[row_dimension, *column_codes]]
    for row_code, row in zip(row_codes, rows, strict=True):
        lines.append([row_code, *(written(row.cells[index]) for index in panel)])
    return Seed(code, meta, lines)


def _named(labels: Sequence[str], codes: Codes) -> tuple[str, list[str]]:
    """Return the dimension of labels and a code for each; what is unknown is to be named."""
    if all(YEARS.fullmatch(label) for label in labels):
        return "year", [re.sub(r"\W+", "T", label) for label in labels]
    dimension = codes.dimension(list(labels))
    found = [codes.code(dimension, label) if dimension else None for label in labels]
    taken: set[str] = set()
    made = []
    for number, code in enumerate(found, start=1):
        own = code if code and code not in taken else f"{UNNAMED}_{number}"
        taken.add(own)
        made.append(own)
    return dimension or UNNAMED, made
