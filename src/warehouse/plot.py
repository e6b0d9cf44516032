"""Draw the charts: from a table to Vega-Lite, and from there to a file.

Decision: Altair writes the specification and checks it against the Vega-Lite schema; vl-convert
draws it without a browser and with its own measure of text, so that every machine makes the same
SVG. A hidden cell is a dashed box between its printed bounds, never a point, and no line runs
through it.
"""

import json
import textwrap
from pathlib import Path
from typing import Any

from warehouse.charts import BLANKS, RANGES, Chart, config, read_chart
from warehouse.faults import WarehouseError

try:
    import altair as alt
    import vl_convert
except ImportError as error:
    message = "charts need an extra: pip install 'warehouse-mensenhandel[plot]'"
    raise WarehouseError(message) from error

# Sizes in pixels.
WIDTH = 860
GAP = 34
SCALE_WIDTH = 38
LABEL_WIDTH = 230
LINE_HEIGHT = 14
LETTER = 5.5  # average width of a letter
LIKE = 5  # panels share a scale when none is more than so many times as high as another
LEAST = 10  # no scale for counts ends below this: a few people never fill a panel
SUFFIXES = ("svg", "png", "html", "json")
PIXELS: dict[str, Any] = {"scale": None, "axis": None}


def specification(
    database: Path, table: str, language: str = "nl", edition: str | None = None
) -> dict[str, Any]:
    """Return the chart of one table as a Vega-Lite specification with its data inside.

    It refers to nothing outside. The data are one row per printed cell (see charts.Chart), in the
    table's unit, or as a fraction for shares. Raises WarehouseError when the edition, the newest
    if None, has no such table.
    """
    chart = read_chart(database, table, language, edition)
    columns = min(chart.columns, len(chart.panels))
    # What stands left of the first panel: its scale, or the labels of the bars.
    beside, apart, spare = SCALE_WIDTH, GAP + SCALE_WIDTH, 0
    if not chart.is_lines:
        longest = max(map(len, chart.labels))
        beside, apart, spare = min(round(longest * LETTER) + 8, LABEL_WIDTH), GAP, 24
    width = (WIDTH - beside - spare - apart * (columns - 1)) // columns
    titles = [_wrapped(title, width) for title in chart.panels]
    tops = _tops(chart)
    panels = []
    for number, title in enumerate(titles):
        room = beside if chart.is_lines or number % columns == 0 else 0
        layers = _marks(chart, number, room, tops[number])
        layers += [_title(title)] if title else []
        panels.append(alt.LayerChart(layer=layers, width=width, height=_height(chart)))
    subtitle = f"{chart.subtitle} {chart.words['own_scale'] if len(set(tops)) > 1 else ''}".strip()
    picture = alt.vconcat(
        alt.concat(
            *panels,
            columns=columns,
            bounds="flush",
            spacing={"row": 40 + LINE_HEIGHT * max(map(len, titles)), "column": apart},
        ),
        _foot(chart, -beside),
        spacing=14,
        data=alt.InlineData(values=chart.cells),
        title=alt.TitleParams(
            text=_wrapped(chart.title, WIDTH * 0.65),
            subtitle=_wrapped(subtitle, WIDTH),
            dx=-beside,
        ),
        description=f"{chart.title}. {subtitle}",
        usermeta={"embedOptions": {"actions": {"source": False, "editor": False}}},
    )
    signs = {"decimal": chart.words["decimal"], "thousands": chart.words["thousands"]}
    locale = {"number": {**signs, "grouping": [3], "currency": ["€", ""]}}
    picture = picture.configure(locale=locale, **config()["look"])
    with alt.data_transformers.enable(consolidate_datasets=False):
        made: dict[str, Any] = picture.to_dict()
    return made


def draw(made: dict[str, Any], suffix: str) -> bytes:
    """Return a specification as svg, png, html (which needs no network) or json."""
    version = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]
    options: dict[str, Any] = {"vl_version": version, "allowed_base_urls": []}
    if suffix == "png":
        png: bytes = vl_convert.vegalite_to_png(made, scale=2, **options)
        return png
    if suffix == "svg":
        text = vl_convert.vegalite_to_svg(made, **options)
    elif suffix == "html":
        text = vl_convert.vegalite_to_html(made, bundle=True, vl_version=version)
    elif suffix == "json":
        text = json.dumps(made, ensure_ascii=False, indent=2)
    else:
        raise WarehouseError(f'cannot draw "{suffix}"; name a file {", ".join(SUFFIXES)}')
    return f"{text.rstrip()}\n".encode()


def _wrapped(text: str, width: float) -> list[str]:
    return textwrap.wrap(text, int(width / LETTER), break_long_words=False)


def _tops(chart: Chart) -> list[float]:
    """Return where the scale of each panel ends: alike where that leaves every panel readable.

    The range of a hidden cell needs what room its panel can give.
    """
    has_ranges = any(cell["drawn"] in RANGES for cell in chart.cells)
    tops = [0.0 if chart.is_share else float(LEAST)] * len(chart.panels)
    for cell in chart.cells:
        end = cell["figure" if chart.is_share else "count_max"] or 0
        tops[cell["panel"]] = max(tops[cell["panel"]], end)
    is_alike = not has_ranges and max(tops) <= LIKE * min(tops)
    if not chart.is_lines or is_alike:
        tops = [max(tops)] * len(tops)
    return [top * (1.3 if chart.is_lines else 1) for top in tops]


def _height(chart: Chart) -> int:
    look = config()["chart"]["lines" if chart.is_lines else "bars"]
    return int(look["height"]) * (1 if chart.is_lines else len(chart.labels))


def _marks(chart: Chart, number: int, beside: int, top: float) -> list[alt.Chart]:
    """Return the marks of one panel: its bars or its line, every kind of cell in its own shape.

    `beside` is how much room its labels have; with none, it has none.
    """
    look = config()["chart"]["lines" if chart.is_lines else "bars"]
    kinds = {cell["drawn"] for cell in chart.cells if cell["panel"] == number}
    layers = []
    if not kinds.difference(BLANKS):
        # Nothing to draw but the axes.
        empty = alt.Chart().transform_filter("false").mark_bar()
        layers.append(empty.encode(**_place(chart, beside, top, ["figure"])))
    if chart.is_lines:
        line = alt.Chart().transform_filter(f"datum.panel === {number}")
        # A line breaks wherever there is no figure.
        line = line.mark_line(invalid="break-paths-show-domains", **look["line"])
        layers.append(line.encode(**_place(chart, beside, top, ["figure"])))
    for kind, drawn in config()["kinds"].items():
        if kind not in kinds:
            continue
        cells = alt.Chart().transform_filter(
            f"datum.panel === {number} && datum.drawn === '{kind}'"
        )
        ends: list[str] = drawn["ends"]
        is_range = len(ends) > 1
        if chart.is_lines and not is_range:
            shape = cells.mark_point(**look["shape"], **drawn["style"])
        else:
            shape = cells.mark_bar(size=look["thickness"], **drawn["style"])
        told = {"description": "description:N", "tooltip": "description:N"}
        layers.append(shape.encode(**_place(chart, beside, top, ends), **told))
        slant = "italic" if is_range else "normal"
        for under in look["text"]:
            text = cells.mark_text(fontStyle=slant, **under)
            layers.append(text.encode(**_place(chart, beside, top, ends[-1:]), text="text:N"))
    return layers


def _place(chart: Chart, beside: int, top: float, ends: list[str]) -> dict[str, Any]:
    """Return the channels that place a mark at one column, or between two."""
    extent: dict[str, Any] = {"minExtent": beside, "maxExtent": beside}
    scaled: dict[str, Any] = {
        "axis": alt.Axis(
            format=".0%" if chart.is_share else ",d",
            tickMinStep=0 if chart.is_share else 1,
            **(extent if chart.is_lines else {}),
        ),
        "scale": alt.Scale(domain=[0, top], nice=False),
    }
    # All labels, also those of cells that are not printed.
    along: dict[str, Any] = {"sort": None, "scale": alt.Scale(domain=chart.labels)}
    if chart.is_lines:
        place = {"x": alt.X("label:O", **along), "y": alt.Y(f"{ends[0]}:Q", **scaled)}
        return place | ({"y2": ends[1]} if len(ends) > 1 else {})
    along["axis"] = alt.Axis(labels=beside > 0, labelLimit=LABEL_WIDTH, ticks=False, **extent)
    return {
        "x": alt.X(f"{ends[0]}:Q", **scaled),
        "x2": ends[1] if len(ends) > 1 else alt.datum(0),
        "y": alt.Y("label:N", **along),
    }


def _title(title: list[str]) -> alt.Chart:
    """Return the title of a panel; one of Vega's own would move with the scale below it."""
    above = alt.Chart(alt.InlineData(values=[{"title": "\n".join(title)}]))
    above = above.mark_text(**config()["chart"]["title"], lineHeight=LINE_HEIGHT)
    lift = -5 - LINE_HEIGHT * (len(title) - 1)
    title_mark: alt.Chart = above.encode(
        x=alt.value(0), y=alt.value(lift), text="title:N", description="title:N"
    )
    return title_mark


def _foot(chart: Chart, left: int) -> alt.LayerChart:
    """Return the legend and the line that names the source, placed in pixels."""
    layers: list[alt.Chart] = []
    lines: list[dict[str, Any]] = []
    x, y = float(left), 8
    for kind, words in chart.legend:
        width = 44 + len(words) * LETTER
        if x > left and x + width > WIDTH + left:
            x, y = float(left), y + 18
        if drawn := config()["kinds"].get(kind):
            layers.append(_swatch(chart, drawn, x, y))
        lines.append({"x": x + (20 if drawn else 0), "y": y, "text": words})
        x += width
    for number, text in enumerate(_wrapped(chart.source, WIDTH * 0.9)):
        lines.append({"x": left, "y": y + 24 + number * LINE_HEIGHT, "text": text})
    texts = alt.Chart(alt.InlineData(values=lines))
    texts = texts.mark_text(align="left", baseline="middle")
    told = {"text": alt.Text("text:N"), "description": alt.Description("text:N")}
    layers.append(texts.encode(x=alt.X("x:Q", **PIXELS), y=alt.Y("y:Q", **PIXELS), **told))
    return alt.LayerChart(layer=layers, width=WIDTH + left, height=y + 28)


def _swatch(chart: Chart, drawn: dict[str, Any], x: float, y: int) -> alt.Chart:
    """Return how a kind of cell looks, for the legend."""
    spot = alt.Chart(alt.InlineData(values=[{"x": x, "x2": x + 14, "y": y - 5, "y2": y + 5}]))
    corner: dict[str, Any] = {"x": alt.X("x:Q", **PIXELS), "y": alt.Y("y:Q", **PIXELS)}
    if chart.is_lines and len(drawn["ends"]) == 1:
        shape = config()["chart"]["lines"]["shape"]
        spot = spot.mark_point(xOffset=7, yOffset=5, aria=False, **shape, **drawn["style"])
        dot: alt.Chart = spot.encode(**corner)
        return dot
    box: alt.Chart = spot.mark_rect(aria=False, **drawn["style"])
    return box.encode(**corner, x2="x2", y2="y2")
