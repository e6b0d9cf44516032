"""Small and instant: the real editions, built beside dbt, and how fast the command starts.

Decision: whole processes are measured, as a person waits for them, ours and the peer's in turn
(A B A B), after one run of each that is not counted and whose rows are compared. Start-up is held
against a Python that does nothing, because no command of ours can be faster than that.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import dbt_project
from benchmarks.figures import Cost, Row, add_options, deliver, machine, sentence, spread, table

PART = "small"
SAYS = (__doc__ or "").splitlines()[0]
BUSY = "Other work ran beside; measure again on a quiet machine."
QUIET = 0.5  # processes that want a core; above it, other work runs beside
WAREHOUSE = str(Path(sys.executable).with_name("warehouse"))
SLOW = (
    *("alembic", "duckdb", "jsonschema_rs", "numpy", "openpyxl", "ortools", "rich", "sqlalchemy"),
    "yaml",
)
LOADED = """
import sys
sys.argv = ["warehouse", "--help"]
from warehouse.cli.main import cli
try:
    cli()
finally:
    print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""
Measured = dict[str, list[Cost]]


def run(command: list[str], **variables: str) -> tuple[Cost, str]:
    """Run one process to its end; return what it cost and what it printed.

    Raises CalledProcessError, after printing what the process said, when it fails.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=os.environ | variables
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode:
        print(text, file=sys.stderr)
        raise subprocess.CalledProcessError(process.returncode, command)
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(wall, used.ru_utime + used.ru_stime, peak), text


def in_turn(runs: int, **things: Callable[[], Cost]) -> Measured:
    """Run each thing once, then each again, until each has run `runs` times."""
    costs: Measured = {name: [] for name in things}
    for _ in range(runs):
        for name, thing in things.items():
            costs[name].append(thing())
    return costs


class Workshop:
    """The folder in which both ways build, and the processes to measure."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "project"
        self.number = 0

    def empty(self) -> Path:
        """Make a folder in which nothing has been built yet."""
        self.number += 1
        place = self.folder / f"run{self.number}"
        place.mkdir()
        return place

    def ours(self, place: Path, said: str) -> Cost:
        """Build our warehouse in a folder; it must end by saying so."""
        cost, text = run([WAREHOUSE, "build", "--database", str(place / "warehouse.duckdb")])
        if said not in text:
            raise SystemExit(f'the build did not say "{said}" (did a source change?): {text}')
        return cost

    def theirs(self, place: Path) -> Cost:
        """Run dbt in a folder."""
        words, variables = dbt_project.command(self.project, place)
        return run(words, **variables)[0]

    def compare(self, place: Path) -> int:
        """Return how many rows both have built alike; an error when there are others."""
        return dbt_project.compare(place / "warehouse.duckdb", place / dbt_project.FILE)


def builds(shop: Workshop, runs: int) -> tuple[list[Row], int]:
    """Measure building from nothing and with nothing changed; return also the rows compared."""
    first = shop.empty()
    shop.ours(first, "published")
    dbt_project.write_project(shop.project, first / "warehouse.duckdb")
    shop.theirs(first)
    rows = shop.compare(first)
    new = in_turn(
        runs,
        ours=lambda: shop.ours(shop.empty(), "published"),
        theirs=lambda: shop.theirs(shop.empty()),
    )
    again = in_turn(
        runs, ours=lambda: shop.ours(first, "up to date"), theirs=lambda: shop.theirs(first)
    )
    shop.compare(first)
    return [
        Row("build from nothing", "dbt build, cold", new["ours"], new["theirs"], 2, 6),
        Row("build, nothing changed", "dbt build, warm", again["ours"], again["theirs"], 0.5),
    ], rows


def starts(database: Path, runs: int) -> list[Row]:
    """Measure how long the command takes to answer."""
    file = ["--database", str(database)]
    # What is run, and in how many seconds it is to end.
    commands = {
        "warehouse --help": ([WAREHOUSE, "--help"], 0.1),
        "warehouse show victims_by_form": ([WAREHOUSE, "show", "victims_by_form", *file], 0.25),
        'warehouse query "select 1"': ([WAREHOUSE, "query", "select 1", *file], 0.25),
    }
    floor = "python -c pass"
    every = {name: words for name, (words, _) in commands.items()}
    every[floor] = [sys.executable, "-c", "pass"]
    for words in every.values():
        run(words)
    costs = in_turn(
        runs, **{name: lambda words=words: run(words)[0] for name, words in every.items()}
    )
    return [
        Row(name, floor, costs[name], costs[floor], goal) for name, (_, goal) in commands.items()
    ]


def loaded() -> list[str]:
    """Return the packages that `warehouse --help` imports."""
    _, text = run([sys.executable, "-c", LOADED])
    return text.rpartition("loaded:")[2].split()


def import_seconds(runs: int) -> list[float]:
    """Return how long `import warehouse.cli.main` takes, in each of some new processes."""
    found = []
    for _ in range(runs):
        _, text = run([sys.executable, "-X", "importtime", "-c", "import warehouse.cli.main"])
        times = re.findall(r"^import time: +\d+ \| +(\d+) \| +(\S+)$", text, re.MULTILINE)
        # The line of a module counts all that it imports.
        parts = ("warehouse", "warehouse.cli.main")
        found.append(sum(int(micros) for micros, name in times if name in parts) / 1e6)
    return found


def measure(runs: int) -> tuple[list[Row], dict[str, Any]]:
    """Measure everything; return the rows of the table and what else is to be said."""
    peers = dbt_project.environment()
    place = machine(**peers)
    with tempfile.TemporaryDirectory() as name:
        shop = Workshop(Path(name))
        rows, compared = builds(shop, runs)
        rows += starts(shop.folder / "run1" / "warehouse.duckdb", runs)
    unwanted = sorted(set(SLOW) & set(loaded()))
    times = import_seconds(runs)
    return rows, {
        "machine": place,
        "runs": runs,
        "rows_compared": compared,
        "import_seconds": times,
        "unwanted_imports": unwanted,
    }


def text(rows: list[Row], told: dict[str, Any]) -> str:
    """Return the figures as Markdown."""
    unwanted = ", ".join(told["unwanted_imports"]) or f"none of {', '.join(SLOW)}"
    is_busy = float(told["machine"]["load"]) > QUIET
    return "\n".join(
        [
            f"{sentence(told['machine'])}.",
            *[BUSY] * is_busy,
            f"Median of {told['runs']} runs (fastest–slowest). Ratio: how often our time goes into "
            "the peer's.",
            "",
            table(rows),
            "",
            f"Both built the same {told['rows_compared']} rows of all views.",
            f"`import warehouse.cli.main` takes {spread(told['import_seconds'])} s "
            f"(`python -X importtime`); `warehouse --help` imports {unwanted}.",
        ]
    )


def main(arguments: list[str]) -> int:
    """Measure, print, and write or compare as asked; return the exit status."""
    parser = argparse.ArgumentParser("python -m benchmarks small", description=SAYS)
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    add_options(parser)
    options = parser.parse_args(arguments)
    try:
        rows, told = measure(options.runs)
    except dbt_project.DifferentRows as error:
        sys.exit(f"the peer does not build the same rows, so nothing was measured: {error}")
    except subprocess.CalledProcessError as error:
        sys.exit(str(error))
    return deliver(PART, text(rows, told), rows, told, options)
