"""Other clients of the published file, each in an environment of its own.

Decision: an environment is made from a lock with hashes, once, under `.venv/clients/`, and made
anew when its lock changes. A failing installation is a failure. The client is a program that
knows nothing of this project: it needs DuckDB and nothing else.
"""

import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from tests.reliability.figures import Figures
from warehouse.place import ROOT

LOCKS = ROOT / "tests" / "clients"
READ = LOCKS / "read.py"
CLIENTS = ("duckdb-1.4", "duckdb-current")


def environment(client: str) -> Path:
    """Return the Python of the environment of a client; make the environment when it is missing."""
    lock = LOCKS / f"{client}.lock"
    folder = ROOT / ".venv" / "clients" / client
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    stamp = folder / "stamp"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != digest:
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
        stamp.write_text(digest)
    return python


def with_project(client: str) -> Path:
    """Return the Python of the environment of a client that also holds this project."""
    python = environment(client)
    if not python.with_name("warehouse").is_file():
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        local = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
        subprocess.run([*pip, *local], check=True)
    return python


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
                figures.notes.append(f"{client}: {name}")
    return figures
