"""Beyond one machine: the views of the mart in Apache Spark, beside DuckDB.

Decision: both write each view to Parquet, so that every column of every row is computed, and Spark
does so with worker processes of its own (local-cluster), as on several machines. All of it runs on
one machine, so the figures tell what Spark costs, and only the page says where it would pay. The
rows must be the same, or nothing is told. The real edition is read several times, the large one
once.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from benchmarks.dbt_project import DifferentRows
from benchmarks.figures import add_json, machine, number, sentence, write, write_json
from benchmarks.grown import grow
from benchmarks.small import QUIET
from environments import with_project
from warehouse.build.build import build
from warehouse.place import ROOT, SEEDS
from warehouse.spark.deploy import require_java

PART = "spark"
SAYS = (__doc__ or "").splitlines()[0]
PAGE = ROOT / "docs" / "scale.md"
LOCK = ROOT / "benchmarks" / "spark.lock"
READER = LOCK.with_name("spark_read.py")
CELLS = 20_000_000
MASTER = "local-cluster[2,1,2048]"
MEMORY = "2g"  # of each worker process; local-cluster[2,1,2048] offers as much
HEADS = ("view", "rows", "DuckDB, s", "Spark, s", "Spark / DuckDB")


@dataclass(frozen=True)
class Read:
    """One view: its rows, and the seconds in which each wrote them, run by run."""

    view: str
    rows: int
    duckdb: list[float]
    spark: list[float]

    @property
    def times(self) -> float:
        """How often DuckDB's time goes into Spark's."""
        return median(self.spark) / median(self.duckdb)


@dataclass(frozen=True)
class Size:
    """What was measured with one warehouse; seconds, bytes of the Parquet files."""

    cells: int
    bytes: int
    deploy: float
    starts: list[float]
    reads: list[Read]


def run(command: Iterable[object], settings: Path | None = None) -> str:
    """Run a program of Spark's environment; return what it printed.

    `settings` is the folder of a deployment. Exits with what the program said when it fails.
    """
    environment = dict(os.environ)
    if settings:
        environment["SPARK_CONF_DIR"] = str(settings / "conf")
    words = [str(word) for word in command]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def deploy(database: Path, folder: Path, master: str = MASTER, memory: str = MEMORY) -> str:
    """Deploy a warehouse to a folder, with the command of the project."""
    command = with_project(LOCK).with_name("warehouse")
    where = ["--database", database, "--warehouse-dir", folder, "--master", master]
    return run([command, "spark", "deploy", *where, "--conf", f"spark.executor.memory={memory}"])


def read(folder: Path, output: Path, *view: str, master: str = MASTER) -> dict[str, Any]:
    """Let Spark write every view to `output`, in a program of its own; return what that tells."""
    told: dict[str, Any] = json.loads(
        run([with_project(LOCK), READER, master, output, *view], folder)
    )
    return told


def compare(database: Path, output: Path, *views: str) -> dict[str, int]:
    """Compare what Spark wrote with views of the mart, row by row; return rows by view.

    Without names every view must be there. Raises DifferentRows when a column, its type
    or a row differs, or when there is nothing.
    """
    alike, wrong = {}, []
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(database)}' as warehouse (read_only)")
        connection.execute("use warehouse")
        for view in views or names(connection):
            connection.execute(f"create or replace table memory.main.ours as from mart.{view}")
            files = f"read_parquet('{_quoted(output / view)}/*.parquet')"
            if difference := _difference(connection, "memory.main.ours", files):
                wrong.append(f"{view}: {difference}")
            alike[view] = _count(connection, "from memory.main.ours")
    if wrong or not any(alike.values()):
        raise DifferentRows("; ".join(wrong) or "there is no row to compare")
    return alike


def names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the names of the tables in the mart."""
    query = (
        "select distinct table_name from duckdb_columns() "
        "where database_name = current_database() and schema_name = 'mart' "
        "and table_name in (select table_code from main.dim_table) order by 1"  # what Spark has
    )
    return [name for (name,) in connection.execute(query).fetchall()]


def _difference(connection: duckdb.DuckDBPyConnection, ours: str, theirs: str) -> str:
    """Return how two relations differ; nothing when they hold the same rows as often."""
    try:
        # An enumeration is how a large file stores text.
        described = [
            connection.execute(
                "select column_name, regexp_replace(column_type, '^ENUM.*', 'VARCHAR') "
                f"from (describe from {one})"
            ).fetchall()
            for one in (ours, theirs)
        ]
    except duckdb.IOException:
        return "missing"
    if described[0] != described[1]:
        return "other columns"
    # As many rows, and none that the other lacks: then there are none the other way round.
    if _count(connection, f"from {ours}") == _count(connection, f"from {theirs}") and not _count(
        connection, f"from {ours} except all from {theirs}"
    ):
        return ""
    only = [
        _count(connection, f"from {one} except all from {other}")
        for one, other in ((ours, theirs), (theirs, ours))
    ]
    return f"{only[0]} rows only in DuckDB, {only[1]} only in Spark"


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    (count,) = connection.execute(f"select count(*) from ({query})").fetchall()[0]
    return int(count)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def read_with_duckdb(database: Path, output: Path) -> dict[str, float]:
    """Write every view as DuckDB does it; return the seconds of each."""
    seconds = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        for view in names(connection):
            began = time.perf_counter()
            target = _quoted(output / f"{view}.parquet")
            connection.execute(f"copy (from mart.{view}) to '{target}' (format parquet)")
            seconds[view] = time.perf_counter() - began
    return seconds


def measure(database: Path, folder: Path, runs: int) -> Size:
    """Deploy one warehouse, read it with both, and compare."""
    began = time.perf_counter()
    deploy(database, folder / "spark")
    seconds = time.perf_counter() - began
    files = sum(path.stat().st_size for path in (folder / "spark" / "tables").rglob("*.parquet"))
    theirs, ours = [], []
    for place in range(runs):
        theirs.append(read(folder / "spark", folder / f"read{place}"))
        ours.append(read_with_duckdb(database, folder))
    rows = compare(database, folder / "read0")
    reads = [
        Read(view, count, [one[view] for one in ours], [one["views"][view] for one in theirs])
        for view, count in rows.items()
    ]
    with duckdb.connect(str(database), read_only=True) as connection:
        cells = _count(connection, "from main.all_cells")
    return Size(cells, files, seconds, [one["start"] for one in theirs], reads)


def table(size: Size) -> str:
    """Return one size as Markdown."""
    whole = Read(
        "all of them",
        sum(one.rows for one in size.reads),
        [sum(median(one.duckdb) for one in size.reads)],
        [sum(median(one.spark) for one in size.reads)],
    )
    lines = [HEADS, ("---",) * len(HEADS)]
    for one in (*size.reads, whole):
        seconds = number(median(one.duckdb)), number(median(one.spark))
        lines.append((one.view, f"{one.rows:,}", *seconds, number(one.times)))
    return "\n".join(
        [
            f"{size.cells:,} cells in {size.bytes / 1e6:,.1f} MB of Parquet, deployed in "
            f"{number(size.deploy)} s. Spark is ready after {number(median(size.starts))} s.",
            "",
            *(f"| {' | '.join(cells)} |" for cells in lines),
        ]
    )


def text(place: dict[str, str], sizes: list[Size]) -> str:
    """Return everything as Markdown."""
    parts = [f"{sentence(place)} · {MASTER}."]
    if float(place["load"]) > QUIET:
        parts.append(
            "Other work ran beside, and not the same beside both; measure again on a quiet machine."
        )
    for size, kind in zip(sizes, ("The real edition", "Synthetic figures"), strict=True):
        runs = len(size.starts)
        parts.append(f"### {kind}")
        parts.append(f"{f'Median of {runs} runs' if runs > 1 else 'One run'}. {table(size)}")
    return "\n\n".join(parts)


def main(arguments: list[str]) -> int:
    """Measure, print, and write as asked; return the exit status."""
    parser = argparse.ArgumentParser("python -m benchmarks spark", description=SAYS)
    parser.add_argument("--runs", type=int, default=3, help="runs of the real edition (default: 3)")
    parser.add_argument(
        "--cells", type=int, default=CELLS, help=f"size of the large one (default: {CELLS:,})"
    )
    add_json(parser)
    parser.add_argument("--write-docs", action="store_true", help=f"write docs/{PAGE.name}")
    options = parser.parse_args(arguments)
    require_java()
    place = machine(sqlglot=version("sqlglot"), **_versions())
    sizes = []
    with tempfile.TemporaryDirectory() as name:
        real, large = (Path(name, one) for one in ("real", "large"))
        for folder in (real, large):
            folder.mkdir()
        build(real / "warehouse.duckdb", SEEDS, lambda step: None)
        grow(real / "warehouse.duckdb", large / "warehouse.duckdb", options.cells)
        try:
            sizes.append(measure(real / "warehouse.duckdb", real, options.runs))
            print(table(sizes[0]), flush=True)
            sizes.append(measure(large / "warehouse.duckdb", large, 1))
        except DifferentRows as error:
            sys.exit(f"Spark does not give the same rows, so nothing is told: {error}")
    print(f"\n{table(sizes[1])}")
    write_json(options.json, machine=place, sizes=[asdict(size) for size in sizes])
    if options.write_docs:
        write(PART, text(place, sizes), PAGE)
    return 0


def _versions() -> dict[str, str]:
    code = "import pyspark; print(pyspark.__version__)"
    java = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr  # noqa: S607
    return {
        "pyspark": run([with_project(LOCK), "-c", code]).strip(),
        "java": java.split('"')[1],
    }
