"""Draw the charts: from a table to Vega-Lite.

Decision: a specification is written as plain data, in the terms of Vega-Lite itself; tests hold it
against the Vega-Lite schema, a run does not. A hidden cell is a dashed box between its printed
bounds, never a point, and no line runs through it.
"""

import textwrap
from pathlib import Path
from typing import Any

from warehouse.charts.panels import RANGES, Chart, read_charts
from warehouse.charts.words import BLANKS, config
from warehouse.read.words import sign

VERSION = "6.4"  # of Vega-Lite
# Sizes in pixels.
GAP = 34
SCALE_WIDTH = 38
LINE_HEIGHT = 14
LETTER = 5.5  # average width of a letter
LIKE = 5  # panels share a scale when none is more than so many times as high as another
LEAST = 10  # no scale for counts ends below this: a few people never fill a panel

Spec = dict[str, Any]  # Vega-Lite, or a part of it


def specification(
    database: Path,
    table: str,
    language: str = "nl",
    edition: str | None = None,
    *,
    layout: str = "wide",
    is_alike: bool = False,
) -> Spec:
    """Return the chart of one table as a Vega-Lite specification with its data inside.

    It refers to nothing outside. The data are one row per printed cell (see charts.Chart), in the
    table's unit, or as a fraction for shares. `layout` is one of `sql/charts/charts.yml`;
    `is_alike` gives all panels but the total one scale. Raises WarehouseError when the edition, the
    newest if None, has no such table.
    """
    chart = read_charts(database, language, edition, table)[table]
    return specified(chart, layout, is_alike=is_alike)


def specifications(database: Path, language: str, edition: str | None = None) -> dict[str, Spec]:
    """Return the charts of all tables of an edition by the tables' names, in printed order."""
    charts = read_charts(database, language, edition)
    return {table: specified(chart) for table, chart in charts.items()}


def has_own_scales(chart: Chart) -> bool:
    """Whether panels of a chart, its total aside, have scales of their own."""
    return len(set(_tops(chart)[chart.has_total :])) > 1


def specified(chart: Chart, layout: str = "wide", *, is_alike: bool = False) -> Spec:
    """Return a chart as a Vega-Lite specification: see `specification`."""
    sizes = config()["layouts"][layout]
    width_of_all: int = sizes["width"]
    columns = min(chart.columns, len(chart.panels), sizes["beside"])
    # What stands left of the first panel: its scale, or the labels of the bars.
    beside, apart, spare = SCALE_WIDTH, GAP + SCALE_WIDTH, 0
    if not chart.is_lines:
        longest = max(map(len, chart.labels))
        beside, apart = min(round(longest * LETTER) + 8, sizes["label"]), GAP
        spare = sizes["spare"]
    width = (width_of_all - beside - spare - apart * (columns - 1)) // columns
    titles = [_wrapped(title, width) for title in chart.panels]
    tops = _tops(chart, is_alike=is_alike)
    panels = []
    for number, title in enumerate(titles):
        room = beside if chart.is_lines or number % columns == 0 else 0
        layers = _marks(chart, number, room, tops[number])
        layers += [_title(title)] if title else []
        layers += [_above(chart, number, tops[number])] if not (chart.is_lines or beside) else []
        height = _height(chart, is_above=not sizes["label"])
        panels.append({"layer": layers, "width": width, "height": height})
    has_own = len(set(tops[chart.has_total :])) > 1
    subtitle = f"{chart.subtitle} {chart.words['own_scale'] if has_own else ''}".strip()
    signs = {name: sign(name, chart.language) for name in ("decimal", "thousands")}
    locale = {"number": {**signs, "grouping": [3], "currency": ["€", ""]}}
    row_gap = 40 + LINE_HEIGHT * max(map(len, titles))
    return {
        "$schema": f"https://vega.github.io/schema/vega-lite/v{VERSION}.json",
        "description": f"{chart.title}. {subtitle}",
        "usermeta": {"embedOptions": {"actions": {"source": False, "editor": False}}},
        "config": {**config()["look"], "locale": locale},
        "title": {
            "text": _wrapped(chart.title, width_of_all * 0.65),
            "subtitle": _wrapped(subtitle, width_of_all * 0.9),
            "dx": -beside,
        },
        "data": {"values": chart.cells},
        "spacing": 14,
        "vconcat": [
            {
                "concat": panels,
                "columns": columns,
                "bounds": "flush",
                "spacing": {"row": row_gap, "column": apart},
            },
            _foot(chart, -beside, width_of_all),
        ],
    }


def _wrapped(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, int(width / LETTER), break_long_words=False)


def _tops(chart: Chart, *, is_alike: bool = False) -> list[float]:
    """Return where the scale of each panel ends: alike where that leaves every panel readable.

    The range of a hidden cell needs what room its panel can give. A total has its own.
    """
    has_ranges = any(
        cell["drawn"] in RANGES for cell in chart.cells if cell["panel"] or not chart.has_total
    )
    is_count = chart.measure == "count"
    tops = [float(LEAST) if is_count else 0.0] * len(chart.panels)
    for cell in chart.cells:
        end = cell["count_max" if is_count else "figure"] or 0
        tops[cell["panel"]] = max(tops[cell["panel"]], end)
    total, parts = tops[: chart.has_total], tops[chart.has_total :]
    is_readable = not has_ranges and max(parts) <= LIKE * min(parts)
    if not chart.is_lines or is_alike or is_readable:
        parts = [max(parts)] * len(parts)
    tops = [*total, *parts]
    return [top * (1.3 if chart.is_lines else 1) for top in tops]


def _height(chart: Chart, *, is_above: bool) -> int:
    look = config()["chart"]["lines" if chart.is_lines else "bars"]
    if chart.is_lines:
        return int(look["height"])
    return int(look["above"]["height"] if is_above else look["height"]) * len(chart.labels)


def _marks(chart: Chart, number: int, beside: int, top: float) -> list[Spec]:
    """Return the marks of one panel: its bars or its line, every kind of cell in its own shape.

    `beside` is how much room its labels have; with none, it has none.
    """
    look = config()["chart"]["lines" if chart.is_lines else "bars"]
    kinds = {cell["drawn"] for cell in chart.cells if cell["panel"] == number}
    figures = _place(chart, beside, top, ["figure"])
    layers = []
    if not kinds.difference(BLANKS):
        # Nothing to draw but the axes.
        layers.append(_layer("false", {"type": "bar"}, figures))
    if chart.is_lines:
        # A line breaks wherever there is no figure.
        line = {"type": "line", "invalid": "break-paths-show-domains", **look["line"]}
        layers.append(_layer(f"datum.panel === {number}", line, figures))
    for kind, drawn in config()["kinds"].items():
        if kind not in kinds:
            continue
        cells = f"datum.panel === {number} && datum.drawn === '{kind}'"
        ends: list[str] = drawn["ends"]
        is_range = len(ends) > 1
        if chart.is_lines and not is_range:
            shape = {"type": "point", **look["shape"], **drawn["style"]}
        else:
            shape = {"type": "bar", "size": look["thickness"], **drawn["style"]}
        told = {"description": _names("description"), "tooltip": _names("description")}
        layers.append(_layer(cells, shape, {**_place(chart, beside, top, ends), **told}))
        slant = "italic" if is_range else "normal"
        for under in look["text"]:
            place = _place(chart, beside, top, ends[-1:])
            text = {"type": "text", "fontStyle": slant, **under}
            layers.append(_layer(cells, text, {**place, "text": _names("text")}))
    return layers


def _layer(cells: str, mark: Spec, encoding: Spec) -> Spec:
    return {"transform": [{"filter": cells}], "mark": mark, "encoding": encoding}


def _names(field: str) -> Spec:
    return {"field": field, "type": "nominal"}


def _pixels(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _place(chart: Chart, beside: int, top: float, ends: list[str]) -> Spec:
    """Return the channels that place a mark at one column, or between two."""
    extent = {"minExtent": beside, "maxExtent": beside}
    scaled = {
        "field": ends[0],
        "type": "quantitative",
        "axis": {
            "format": ".0%" if chart.measure == "share" else ",d",
            "tickMinStep": 0 if chart.measure == "share" else 1,
            **(extent if chart.is_lines else {}),
        },
        "scale": {"domain": [0, top], "nice": False},
    }
    # All labels, also those of cells that are not printed.
    along = {"field": "label", "sort": None, "scale": {"domain": chart.labels}}
    end = {"field": ends[1]} if len(ends) > 1 else None
    if chart.is_lines:
        place = {"x": {**along, "type": "ordinal"}, "y": scaled}
        return place | ({"y2": end} if end else {})
    limit = config()["layouts"]["wide"]["label"]
    axis = {"labels": beside > 0, "labelLimit": limit, "ticks": False, **extent}
    bars = {**along, "type": "nominal", "axis": axis}
    return {"x": scaled, "x2": end or {"datum": 0}, "y": bars}


def _above(chart: Chart, number: int, top: float) -> Spec:
    """Return the labels of bars, each above its own."""
    mark = {"type": "text", **config()["chart"]["bars"]["above"]["text"]}
    place = {"x": {"value": 0}, "y": _place(chart, 0, top, ["figure"])["y"]}
    return _layer(f"datum.panel === {number}", mark, {**place, "text": _names("label")})


def _title(title: list[str]) -> Spec:
    """Return the title of a panel; one of Vega's own would move with the scale below it."""
    lift = -5 - LINE_HEIGHT * (len(title) - 1)
    return {
        "data": {"values": [{"title": "\n".join(title)}]},
        "mark": {"type": "text", **config()["chart"]["title"], "lineHeight": LINE_HEIGHT},
        "encoding": {
            "x": {"value": 0},
            "y": {"value": lift},
            "text": _names("title"),
            "description": _names("title"),
        },
    }


def _foot(chart: Chart, left: int, width_of_all: int) -> Spec:
    """Return the legend and the line that names the source, placed in pixels."""
    layers: list[Spec] = []
    lines: list[Spec] = []
    x, y = float(left), 8
    for kind, words in chart.legend:
        width = 44 + len(words) * LETTER
        if x > left and x + width > width_of_all + left:
            x, y = float(left), y + 18
        if drawn := config()["kinds"].get(kind):
            layers.append(_swatch(chart, drawn, x, y))
        lines.append({"x": x + (20 if drawn else 0), "y": y, "text": words})
        x += width
    for number, text in enumerate(_wrapped(chart.source, width_of_all * 0.9)):
        lines.append({"x": left, "y": y + 24 + number * LINE_HEIGHT, "text": text})
    told = {"text": _names("text"), "description": _names("text")}
    layers.append(
        {
            "data": {"values": lines},
            "mark": {"type": "text", "align": "left", "baseline": "middle"},
            "encoding": {"x": _pixels("x"), "y": _pixels("y"), **told},
        }
    )
    return {"layer": layers, "width": width_of_all + left, "height": y + 28}


def _swatch(chart: Chart, drawn: Spec, x: float, y: int) -> Spec:
    """Return how a kind of cell looks, for the legend."""
    corner = {"x": _pixels("x"), "y": _pixels("y")}
    if chart.is_lines and len(drawn["ends"]) == 1:
        shape = config()["chart"]["lines"]["shape"]
        mark = {"type": "point", "xOffset": 7, "yOffset": 5, **shape}
    else:
        mark = {"type": "rect"}
        corner |= {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return {
        "data": {"values": [{"x": x, "x2": x + 14, "y": y - 5, "y2": y + 5}]},
        "mark": {**mark, "aria": False, **drawn["style"]},
        "encoding": corner,
    }
