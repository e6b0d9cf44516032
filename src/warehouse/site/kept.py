"""What a site is made with and need not be made again: npm packages, and drawn charts.

Decision: a chart is a pure function of its specification and of the program that draws it, so it is
kept under the checksum of both. Most runs follow a change in a text or a template; then no chart is
drawn at all. What is kept may be deleted at any time.
"""

import hashlib
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from warehouse.charts.draw import draw


def folder() -> Path:
    """Return where things are kept: in the private environment, or else with the user."""
    if sys.prefix != sys.base_prefix:
        return Path(sys.prefix, "site")
    return Path.home() / ".cache" / "warehouse-mensenhandel" / "site"


def drawn_once(specification: dict[str, Any]) -> bytes:
    """Return a chart as SVG; it is drawn only when it is not kept."""
    drawn_by = f"vl-convert {version('vl-convert-python')}"
    text = json.dumps([drawn_by, specification], sort_keys=True)
    path = folder() / "charts" / f"{hashlib.sha256(text.encode()).hexdigest()}.svg"
    if path.is_file():
        return path.read_bytes()
    drawn = draw(specification, "svg")
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    half.write_bytes(drawn)
    half.replace(path)
    return drawn
