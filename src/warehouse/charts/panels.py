"""What a chart of a report table shows: its panels, its cells, its words.

Decision: the chart follows from the table. Two years or more make a line per category, each in a
panel of its own; one makes horizontal bars, with a panel for each member of any further dimension.
Nothing is ever stacked: categories may overlap, and hidden cells have no height to stack. Where the
categories may be added, the first panel of lines is their total, which says that it is computed.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from warehouse.charts.totals import by_year
from warehouse.faults import WarehouseError
from warehouse.names import BREAKDOWNS, LANGUAGES, MEASURES
from warehouse.place import SQL
from warehouse.read.query import Record, chosen_edition, fetch_dicts, no_table
from warehouse.read.words import heading, localised, unit_names

LINES_FROM = 2  # years
BESIDE = 3  # panels
IN_ORDER = ("year", "age")  # dimensions whose bars are not sorted by size
LAST = ("_O", "_U")  # how the codes of the rest and of the unknown end

RANGES = ("hidden", "unknown", "computed_range")
BLANKS = ("missing", "undrawn")
KEPT = (  # what a cell of a chart has from main.all_cells
    *("row_position", "column_position", "year", "printed", "count", "count_min", "count_max"),
    *("share", "value", "observation_status_code", "placement_code"),
)

Datum = dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """One table, ready to be drawn.

    `panels` and `labels` are titles in the order of drawing; `columns` is how many panels stand
    beside each other. Each cell has the number of its `panel`, its `label`, how it is `drawn` (a
    kind of `sql/charts/charts.yml`, or one of BLANKS), its printed bounds, `figure` (what `measure`
    measures, a share as a fraction; empty unless printed there), `text` and `description`. `legend`
    pairs a kind, or "" for a sign, with its words. `has_total` says that the first panel is the
    computed total, whose cells have no place in print.
    """

    language: str
    is_lines: bool
    measure: str
    title: str
    subtitle: str
    source: str
    panels: list[str]
    columns: int
    labels: list[str]
    cells: list[Datum]
    legend: list[tuple[str, str]]
    words: dict[str, str]
    has_total: bool


@cache
def config() -> dict[str, Any]:
    """Return `sql/charts/charts.yml`: kinds of cells with their style, and words."""
    text = (SQL / "charts" / "charts.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def read_charts(
    database: Path, language: str, edition: str | None = None, table: str | None = None
) -> dict[str, Chart]:
    """Return the charts of an edition, the newest if None, by their tables in printed order.

    `language` is nl or en. With `table` only that one is read. Raises WarehouseError when the
    edition has no such table, or prints no figure in it.
    """
    if language not in LANGUAGES:
        raise WarehouseError(f'no language "{language}"; there is {", ".join(LANGUAGES)}')
    edition = chosen_edition(database, edition, table)
    tables, rows = (
        fetch_dicts(database, _query(name), edition, table) for name in ("tables", "cells")
    )
    _label(rows, fetch_dicts(database, _query("codes")), language)
    names = {
        row["dimension"]: row[f"label_{language}"]
        for row in fetch_dicts(database, "from meta.dimensions")
    }
    totals: dict[str, list[Record]] = {}
    for row in fetch_dicts(database, _totals(), edition, table):
        totals.setdefault(row["table_code"], []).append(row)
    drawn = [one for one in tables if not one["is_without_values"]]
    if table is not None and not tables:
        raise no_table(database, edition, table)
    if table is not None and not drawn:
        message = f'edition {edition} prints no figures in table "{table}"'
        raise WarehouseError(f"{message}; list them with: warehouse tables")
    cells: dict[str, list[Record]] = {}
    for row in rows:
        cells.setdefault(row["table_code"], []).append(row)
    return {
        code: _chart(one, cells[code], totals.get(code, []), names, language, edition)
        for one in drawn
        for code in [one["table_code"]]
    }


def _chart(
    described: Record,
    rows: list[Record],
    sums: list[Record],
    names: dict[str, str],
    language: str,
    edition: str,
) -> Chart:
    """Lay out the chart of one table."""
    words: dict[str, str] = config()["words"][language]
    measure = described["measure"]
    dimensions = _dimensions(described, rows)
    years = sorted({row["year"] for row in rows})
    periods = sorted({year for row in rows for year in (row["first_year"], row["year"])})
    is_lines = "year" in dimensions and len(years) >= LINES_FROM
    along = "year" if is_lines else max(dimensions, key=lambda name: len(_members(rows, name)))
    across = sorted((name for name in dimensions if name != along), key="year".__ne__)
    if len(set(dimensions) - {"year"}) > 1:
        _tell_apart(rows, dimensions, names)
    labels = _in_order(rows, along, is_sorted=not is_lines and along not in IN_ORDER)
    panels = _panels(rows, across)
    cells = [
        _cell(row, panels.index(_title(row, across)), along, language, measure) for row in rows
    ]
    totals = by_year(rows, sums, KEPT, language) if is_lines and len(panels) > 1 else []
    if totals:
        panels.insert(0, words["total"])
        for cell in cells:
            cell["panel"] += 1
        cells = [*totals, *cells]
    for cell in cells:
        place = ", ".join(filter(None, [cell["label"], panels[cell["panel"]]]))
        said = cell["text"]
        if cell["drawn"] in RANGES + BLANKS:
            said = words[cell["drawn"]].format(low=cell["count_min"], high=cell["count_max"])
        cell["description"] = f"{place}: {said}"
    last = len(_members(rows, across[-1])) if across else 1
    return Chart(
        language=language,
        is_lines=is_lines,
        measure=measure,
        title=heading(described[f"heading_{language}"]),
        subtitle=_subtitle(described, periods, language, words),
        source=words["source"].format(edition=edition, **described),
        panels=panels,
        columns=BESIDE if is_lines or last > BESIDE + 1 else last,
        labels=labels,
        cells=cells,
        legend=_legend(cells, words),
        words=words,
        has_total=bool(totals),
    )


def _totals() -> str:
    return (SQL / "read" / "totals.sql").read_text(encoding="utf-8")


def _query(name: str) -> str:
    return (SQL / "charts" / f"{name}.sql").read_text(encoding="utf-8")


def _label(rows: list[Record], codes: list[Record], language: str) -> None:
    """Give every cell the label and the place of its member, by dimension; a year is its own."""
    labels = {(code["dimension"], code["code"]): code[f"label_{language}"] for code in codes}
    orders = {(code["dimension"], code["code"]): code["sort_order"] for code in codes}
    for row in rows:
        row |= {"year_code": str(row["year"]), "year_label": str(row["year"])}
        row["year_order"] = row["year"]
        for name in BREAKDOWNS:
            member = name, row[f"{name}_code"]
            row |= {f"{name}_label": labels[member], f"{name}_order": orders[member]}


def _dimensions(described: Record, rows: list[Record]) -> list[str]:
    """Return the dimensions of rows and columns that have more than one member; at least one."""
    names = f"{described['row_dimensions']}.{described['column_dimensions']}".split(".")
    return [name for name in names if len(_members(rows, name)) > 1] or names[:1]


def _members(rows: list[Record], name: str) -> set[str]:
    return {row[f"{name}_code"] for row in rows}


def _tell_apart(rows: list[Record], dimensions: list[str], names: dict[str, str]) -> None:
    """Add the name of the dimension to labels such as "Unknown", where there are several."""
    for row in rows:
        for name in dimensions:
            if row[f"{name}_code"] == "_U":
                row[f"{name}_label"] += f" ({names[name]})"


def _in_order(rows: list[Record], name: str, *, is_sorted: bool) -> list[str]:
    """Return the labels of a dimension in the order of its codes, or the largest figure first."""
    largest: dict[str, tuple[object, ...]] = {}
    for row in rows:
        label, code = row[f"{name}_label"], row[f"{name}_code"]
        size = (row["share"] or row["value"] or row["count_max"] or 0) if is_sorted else 0
        rank = [code.endswith(end) for end in LAST] if is_sorted else []
        place = (rank[::-1], -size, row[f"{name}_order"])
        largest[label] = min(largest.get(label, place), place)
    return sorted(largest, key=lambda label: largest[label])


def _panels(rows: list[Record], across: list[str]) -> list[str]:
    places = {_title(row, across): [row[f"{name}_order"] for name in across] for row in rows}
    return sorted(places, key=lambda title: places[title])


def _title(row: Record, across: list[str]) -> str:
    return ", ".join(row[f"{name}_label"] for name in reversed(across))


def _cell(row: Record, panel: int, along: str, language: str, measure: str) -> Datum:
    kinds = {"A": "printed", "Q": "hidden", "O": "unknown", "L": "missing"}
    drawn = kinds[row["observation_status_code"]]
    if drawn in RANGES and measure != "count":
        drawn = "undrawn"  # only a count is hidden, or has bounds where its place is unknown
    figure = row[MEASURES[measure][0]]
    text = {"hidden": "{low}–{high}", "unknown": "{printed} ({low}–{high})"}.get(drawn)
    if text is None:
        text = "" if drawn in BLANKS else _number(figure, measure, language)
    signs = "*" * (drawn == "unknown" and row["printed"] != "?") + "†" * row["is_questioned"]
    return {
        **{name: row[name] for name in KEPT},
        "panel": panel,
        "label": row[f"{along}_label"],
        "drawn": drawn,
        "figure": figure,
        "text": text.format_map({**row, "low": row["count_min"], "high": row["count_max"]}) + signs,
    }


def _number(figure: float, measure: str, language: str) -> str:
    """Return a figure with its thousands apart, or a fraction in percent, as a language writes."""
    percent, plain = f"{figure * 100:.10g}%", f"{figure:,}".removesuffix(".0")
    return localised(percent if measure == "share" else plain, language)


def _subtitle(described: Record, years: list[int], language: str, words: dict[str, str]) -> str:
    unit = unit_names()[described["unit"]][language].capitalize()
    if described["measure"] != "count":
        unit = f"{unit} ({words[described['measure']]})"
    period = str(years[0]) if len(set(years)) == 1 else f"{years[0]}–{years[-1]}"
    return f"{unit}, {period}. {described[f'counting_rule_{language}']}"


def _legend(cells: list[Datum], words: dict[str, str]) -> list[tuple[str, str]]:
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
