"""From a Vega-Lite specification to a file.

Decision: vl-convert draws without a browser, without the network and with its own measure of text,
so that every machine makes the same SVG.
"""

import json
import re
from typing import Any

from warehouse.charts.draw import VERSION, Spec
from warehouse.extras import require
from warehouse.faults import WarehouseError

SUFFIXES = ("svg", "png", "html", "json")
SIZE = re.compile(r' width="(\d+)" height="(\d+)" viewBox="[^"]*"')
CARD = ' width="600" height="315"'  # drawn twice as fine, what networks show of a link


def draw(made: Spec, suffix: str) -> bytes:
    """Return a specification as svg, png, html (which needs no network) or json."""
    if suffix not in SUFFIXES:
        raise WarehouseError(f'cannot draw "{suffix}"; name a file {", ".join(SUFFIXES)}')
    if suffix == "json":
        return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n".encode()
    require("plot", "vl_convert")
    import vl_convert

    options: dict[str, Any] = {"vl_version": VERSION, "allowed_base_urls": []}
    if suffix == "png":
        png: bytes = vl_convert.vegalite_to_png(made, scale=2, **options)
        return png
    if suffix == "svg":
        text = vl_convert.vegalite_to_svg(made, **options)
    else:
        text = vl_convert.vegalite_to_html(made, bundle=True, vl_version=VERSION)
    return f"{text.rstrip()}\n".encode()


def as_card(svg: bytes) -> bytes:
    """Return a drawn svg in the shape of a preview: the whole of it, or the top of a tall one.

    What does not fit a preview is cut off at both sides, where titles begin.
    """

    def seen(size: re.Match[str]) -> str:
        width, height = int(size[1]), int(size[2])
        return f'{CARD} viewBox="0 0 {width} {min(width, height)}"'

    drawn = SIZE.sub(seen, svg.decode(), count=1)
    paper = f'<rect{CARD} fill="#FFFFFF"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg"{CARD}>{paper}{drawn}</svg>'.encode()


def raster(svg: bytes) -> bytes:
    """Return a drawn svg as png, twice as fine as a screen."""
    require("plot", "vl_convert")
    import vl_convert

    png: bytes = vl_convert.svg_to_png(svg.decode(), scale=2)
    return png
