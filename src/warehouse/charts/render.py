"""From a Vega-Lite specification to a file.

Decision: vl-convert draws without a browser, without the network and with fonts of its own, so that
every machine makes the same picture. It would read a font of the machine anew for every text that
it measures, which takes most of the time of a chart.
"""

import json
import os
import re
from functools import cache
from types import ModuleType
from typing import Any

from warehouse.charts.draw import VERSION, Spec
from warehouse.extras import require
from warehouse.faults import WarehouseError
from warehouse.place import SQL

SUFFIXES = ("svg", "png", "html", "json")
FONTS = "FONTCONFIG_FILE"  # what tells where fonts are
SIZE = re.compile(r' width="(\d+)" height="(\d+)" viewBox="[^"]*"')
CARD_SIZE = (1200, 630)  # what networks show of a link
CARD = ' width="{}" height="{}"'.format(*(side // 2 for side in CARD_SIZE))  # drawn twice as fine


def draw(made: Spec, suffix: str) -> bytes:
    """Return a specification as svg, png, html (which needs no network) or json."""
    if suffix not in SUFFIXES:
        raise WarehouseError(f'cannot draw "{suffix}"; name a file {", ".join(SUFFIXES)}')
    if suffix == "json":
        return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n".encode()
    drawing = program()
    options: dict[str, Any] = {"vl_version": VERSION, "allowed_base_urls": []}
    if suffix == "png":
        png: bytes = drawing.vegalite_to_png(made, scale=2, **options)
        return png
    if suffix == "svg":
        text = drawing.vegalite_to_svg(made, **options)
    else:
        text = drawing.vegalite_to_html(made, bundle=True, vl_version=VERSION)
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
    png: bytes = program().svg_to_png(svg.decode(), scale=2)
    return png


def program() -> ModuleType:
    """Return what draws, with fonts of its own; raise WarehouseError when it is not installed."""
    require("plot", "vl_convert")
    import vl_convert

    _read_fonts(vl_convert)
    return vl_convert


@cache
def _read_fonts(drawing: ModuleType) -> None:
    """Let it look once which fonts there are, and find none of the machine."""
    before = os.environ.get(FONTS)
    os.environ[FONTS] = str(SQL / "charts" / "fonts.conf")
    try:
        drawing.svg_to_png('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
    finally:
        del os.environ[FONTS]
        if before is not None:
            os.environ[FONTS] = before
