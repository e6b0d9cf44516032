"""What a chart of a report table shows: its panels, its cells, its words.

Decision: the chart follows from the table. Two years or more make a line per category, each in a
panel of its own; one makes horizontal bars, with a panel for each member of any further dimension.
Nothing is ever stacked: categories may overlap, and hidden cells have no height to stack. Where the
categories may be added, the first panel of lines is their total, which says that it is computed.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.charts.words import BLANKS, config, legend, number, subtitle, titles
from warehouse.faults import WarehouseError
from warehouse.names import BREAKDOWNS, LANGUAGES, MEASURES
from warehouse.place import SQL
from warehouse.read.query import Record, chosen_edition, fetch_dicts, no_table

LINES_FROM = 2  # years
BESIDE = 3  # panels
IN_ORDER = ("year", "age")  # dimensions whose bars are not sorted by size
LAST = ("_O", "_U")  # how the codes of the rest and of the unknown end

RANGES = ("hidden", "unknown", "computed_range")
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
    # All tables, since it takes the others to tell the halves of one printed figure apart.
    tables = fetch_dicts(database, _query("tables"), edition)
    rows = fetch_dicts(database, _query("cells"), edition, table)
    _label(rows, fetch_dicts(database, _query("codes")), language)
    names = {
        row["dimension"]: row[f"label_{language}"]
        for row in fetch_dicts(database, "from meta.dimensions")
    }
    totals: dict[str, list[Record]] = {}
    for row in fetch_dicts(database, _totals(), edition, table):
        totals.setdefault(row["table_code"], []).append(row)
    called = dict(zip((one["table_code"] for one in tables), titles(tables, language), strict=True))
    if table is not None and table not in called:
        raise no_table(database, edition, table)
    wanted = called if table is None else {table}
    drawn = [one for one in tables if one["table_code"] in wanted and not one["is_without_values"]]
    if table is not None and not drawn:
        message = f'edition {edition} prints no figures in table "{table}"'
        raise WarehouseError(f"{message}; list them with: warehouse tables")
    cells: dict[str, list[Record]] = {}
    for row in rows:
        cells.setdefault(row["table_code"], []).append(row)
    return {
        code: _chart(one, called[code], cells[code], totals.get(code, []), names, language)
        for one in drawn
        for code in [one["table_code"]]
    }


def _chart(
    described: Record,
    title: str,
    rows: list[Record],
    sums: list[Record],
    names: dict[str, str],
    language: str,
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
    totals = _by_year(rows, sums, language) if is_lines and len(panels) > 1 else []
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
        title=title,
        subtitle=subtitle(described, periods, language, words),
        source=words["source"].format(**described),
        panels=panels,
        columns=BESIDE if is_lines or last > BESIDE + 1 else last,
        labels=labels,
        cells=cells,
        legend=legend(cells, words),
        words=words,
        has_total=bool(totals),
    )


def _by_year(rows: list[Record], sums: list[Record], language: str) -> list[Datum]:
    """Return what the cells of each year add up to; nothing where a year has no sum or no bound."""
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
    return [_total(year, one, language) for year, one in sorted(found.items())]


def _total(year: int, one: Record, language: str) -> Datum:
    low, high = one["count_min"], one["count_max"]
    is_exact = low == high
    ends = [number(end, "count", language) for end in dict.fromkeys((low, high))]
    return {
        **dict.fromkeys(KEPT),
        **{"year": year, "count_min": low, "count_max": high, "count": low if is_exact else None},
        "panel": 0,
        "label": str(year),
        "drawn": "computed" if is_exact else "computed_range",
        "figure": low if is_exact else None,
        "text": "–".join(ends),
    }


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
    """Return what a panel is about: all members across, but those that say "all" beside others."""
    parts = [name for name in reversed(across) if row[f"{name}_code"] != "_T"]
    return ", ".join(row[f"{name}_label"] for name in parts or reversed(across))


def _cell(row: Record, panel: int, along: str, language: str, measure: str) -> Datum:
    kinds = {"A": "printed", "Q": "hidden", "O": "unknown", "L": "missing"}
    drawn = kinds[row["observation_status_code"]]
    if drawn in RANGES and measure != "count":
        drawn = "undrawn"  # only a count is hidden, or has bounds where its place is unknown
    figure = row[MEASURES[measure][0]]
    text = {"hidden": "{low}–{high}", "unknown": "{printed} ({low}–{high})"}.get(drawn)
    if text is None:
        text = "" if drawn in BLANKS else number(figure, measure, language)
    signs = "*" * (drawn == "unknown" and row["printed"] != "?") + "†" * row["is_questioned"]
    return {
        **{name: row[name] for name in KEPT},
        "panel": panel,
        "label": row[f"{along}_label"],
        "drawn": drawn,
        "figure": figure,
        "text": text.format_map({**row, "low": row["count_min"], "high": row["count_max"]}) + signs,
    }
