"""What a site is made with and need not be made again: npm packages, and drawn charts.

Decision: a chart is a pure function of its specification and of the program that draws it, so it is
kept under the checksum of both. Most runs follow a change in a text or a template; then no chart is
drawn at all. What is kept may be deleted at any time.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from warehouse.charts.render import draw, raster


def folder() -> Path:
    """Return where things are kept: in the private environment, or else with the user."""
    if sys.prefix != sys.base_prefix:
        return Path(sys.prefix, "site")
    return Path.home() / ".cache" / "warehouse-mensenhandel" / "site"


def drawn_once(specification: dict[str, Any]) -> bytes:
    """Return a chart as SVG; it is drawn only when it is not kept."""
    text = json.dumps(specification, sort_keys=True)
    return _once(text.encode(), "svg", lambda: draw(specification, "svg"))


def raster_once(drawn: bytes) -> bytes:
    """Return an SVG as PNG; it is made only when it is not kept."""
    return _once(drawn, "png", lambda: raster(drawn))


def _once(made_from: bytes, suffix: str, make: Callable[[], bytes]) -> bytes:
    program = f"vl-convert {version('vl-convert-python')}, its fonts "
    digest = hashlib.sha256(program.encode() + made_from).hexdigest()
    path = folder() / "charts" / f"{digest}.{suffix}"
    if path.is_file():
        return path.read_bytes()
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(made)
    half.replace(path)
    return made
