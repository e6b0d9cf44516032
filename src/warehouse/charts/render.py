"""From a Vega-Lite specification to a file.

Decision: vl-convert draws without a browser, without the network and with its own measure of text,
so that every machine makes the same SVG.
"""

import json
from typing import Any

from warehouse.charts.draw import VERSION, Spec
from warehouse.extras import require
from warehouse.faults import WarehouseError

SUFFIXES = ("svg", "png", "html", "json")


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


def raster(svg: bytes) -> bytes:
    """Return a drawn svg as png, twice as fine as a screen."""
    require("plot", "vl_convert")
    import vl_convert

    png: bytes = vl_convert.svg_to_png(svg.decode(), scale=2)
    return png
