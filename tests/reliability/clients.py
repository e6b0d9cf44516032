"""Other clients of the published file, each in an environment of its own.

Decision: a client is a program that knows nothing of this project; it needs DuckDB and
nothing else.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from environments import environment
from tests.reliability.figures import Figures
from warehouse.place import ROOT

FOLDER = ROOT / "tests" / "clients"
READ = FOLDER / "read.py"
CLIENTS = (FOLDER / "duckdb-1.4.lock", FOLDER / "duckdb-current.lock")


def read_with(python: Path | str, database: Path) -> dict[str, Any]:
    """Return what a client reads: its version, and columns and rows of every view."""
    told = subprocess.run(
        [str(python), "-I", str(READ), str(database)], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(told.stdout)
    for name, view in found["views"].items():
        if not name.startswith("report_"):  # only the views of the report promise an order
            view["rows"].sort(key=repr)
    return found


def compare(database: Path) -> Figures:
    """Compare what each client reads with what the DuckDB reads that built the file."""
    figures = Figures("Clients", must_be_zero=("views that differ",))
    own = read_with(sys.executable, database)
    for client in CLIENTS:
        found = read_with(environment(client), database)
        for name in found["views"].keys() | own["views"].keys():
            is_alike = found["views"].get(name) == own["views"].get(name)
            alike = f"views read alike by DuckDB {found['version']}"
            figures.add(alike if is_alike else "views that differ")
            if not is_alike:
                figures.notes.append(f"{client.stem}: {name}")
    return figures
