"""Large: synthetic editions of growing size, built beside raw DuckDB and pandas.

Decision: the whole `warehouse build` is measured, with every rule, key and view and the file
verified; raw DuckDB only reads the same CSV files into one table of text, as wide as the widest,
and pandas with SQLAlchemy puts their cells into a table of four columns. So the ratio says what the
proof and the star cost beside reading. A second raw peer reads the same cells from a list, a line
with all its codes for each cell. And DuckDB copies our finished facts into a new file, which reads
no seed and proves nothing: no way of loading can take less. The cells of all are counted first.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.figures import Cost, Row, add_options, deliver, machine, number, sentence, table
from benchmarks.small import BUSY, QUIET, WAREHOUSE, in_turn, run
from benchmarks.synthetic import write_seeds

PART = "large"
SAYS = (__doc__ or "").splitlines()[0]
AT_MOST = 1.4  # times the time of raw DuckDB
MEGABYTE = 1_000_000
ONCE_FROM = 5_000_000  # cells; what is larger is measured once
PANDAS_UP_TO = 20_000  # cells
RAW = """
import sys, duckdb
files, target, memory, width = sys.argv[1:]
with duckdb.connect(target, config={"memory_limit": memory}) as connection:
    connection.execute(
        "create table cells as select * from read_csv($1, auto_detect = false, header = true, "
        "delim = ',', quote = '', null_padding = true, columns = $2)",
        [files, {f"field_{number}": "varchar" for number in range(int(width))}],
    )
"""
LIST = """
import sys, duckdb
cells, target, memory, width = sys.argv[1:]
with duckdb.connect(target, config={"memory_limit": memory}) as connection:
    connection.execute("create table cells as select * from read_csv($1)", [cells])
"""
WRITE_LIST = """
    copy (
        select
            edition_code,
            table_code,
            year,
            form_code,
            sector_code,
            origin_code,
            age_code,
            sex_code,
            reporter_code,
            outcome_code,
            printed
        from main.facts
    ) to $1 (format csv)
"""
COPY = """
import sys, duckdb
source, target, memory, width = sys.argv[1:]
settings = {"memory_limit": memory, "storage_compatibility_version": "v1.4.0"}
with duckdb.connect(target, config=settings) as connection:
    connection.execute(f"attach '{source}' as built (read_only)")
    for process in ("victims", "suspects", "cases"):
        connection.execute(f"create table {process} as from built.main.fact_{process}")
"""
PANDAS = """
import glob, sys
from pathlib import Path
import pandas, sqlalchemy
files, target, memory, width = sys.argv[1:]
engine = sqlalchemy.create_engine(f"duckdb:///{target}")
for path in map(Path, sorted(glob.glob(files))):
    wide = pandas.read_csv(path, dtype=str)
    cells = wide.melt(id_vars=wide.columns[0], var_name="heading", value_name="printed")
    cells.columns = ["code", "heading", "printed"]
    cells["source"] = f"{path.parent.name}/{path.stem}"
    cells.to_sql("cells", engine, if_exists="append", index=False)
"""


@dataclass(frozen=True)
class Size:
    """One set of synthetic seeds to write: so many editions, with a large table or without."""

    name: str
    editions: int
    origins: int = 0
    years: int = 111


SIZES = (
    Size("10⁴ cells", 1, 90),
    Size("10⁵ cells", 1, 900),
    Size("10⁶ cells", 1, 9000),
    Size("10⁷ cells", 10, 9000),
    Size("5·10⁷ cells", 50, 9000),
    Size("2,000 editions", 2000),
)


@dataclass
class Told:
    """What is to be said of one size beside the times."""

    name: str
    cells: int
    files: int
    source: int
    published: int
    peak: int
    slowest_view: str
    milliseconds: float
    beyond: float

    def cells_of_table(self) -> tuple[str, ...]:
        """Return the row of the second table."""
        return (
            self.name,
            f"{self.cells:,}",
            f"{self.files:,}",
            number(self.source / MEGABYTE),
            number(self.published / MEGABYTE),
            number(self.peak / MEGABYTE),
            f"{number(self.milliseconds)} ({self.slowest_view})",
            number(1000 * self.beyond / self.files),
        )


TOLD = ("what", "cells", "files", "CSV, MB", "file, MB", "peak memory, MB",
        "slowest mart view, ms", "ms per file beyond raw")  # fmt: skip


def views(database: Path, runs: int = 5) -> tuple[str, float]:
    """Return the mart view that answers slowest when asked per year, and its median in ms."""
    found = {}
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(
            "select view_name from duckdb_views() where schema_name = 'mart' "
            "and view_name in (select table_code from main.dim_table)"
        ).fetchall()
        for (name,) in names:
            times = []
            for _ in range(runs + 1):
                began = time.perf_counter()
                connection.execute(
                    f"select year, count(*), max(printed) from mart.{name} group by year"
                ).fetchall()
                times.append(1000 * (time.perf_counter() - began))
            found[name] = statistics.median(times[1:])
    slowest = max(found, key=found.__getitem__)
    return slowest, found[slowest]


def one(database: Path, query: str) -> int:
    """Return the one number that a query gives."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return int((connection.execute(query).fetchone() or (0,))[0])


def measure(size: Size, folder: Path, runs: int, memory: str) -> tuple[list[Row], Told]:
    """Write the seeds of one size and measure them; both must hold all cells."""
    seeds = folder / "seeds"
    written = write_seeds(seeds, size.editions, origins=size.origins, years=size.years)
    csv = str(seeds / "[0-9]*" / "*.csv")
    ours, theirs = folder / "ours.duckdb", folder / "theirs.duckdb"

    width = 1
    lines = 0
    for path in seeds.glob("[0-9]*/*.csv"):
        lines += path.read_bytes().count(b"\n") - 1
        with path.open(encoding="utf-8") as cells:
            width = max(width, cells.readline().count(",") + 1)

    def build() -> Cost:
        ours.unlink(missing_ok=True)
        words = ["build", "--seeds", str(seeds), "--database", str(ours), "--memory", memory]
        return run([WAREHOUSE, *words, "--keep", "0"])[0]

    def peer(script: str, source: str | Path, target: Path) -> Cost:
        target.unlink(missing_ok=True)
        words = [str(source), str(target), memory, str(width)]
        return run([sys.executable, "-c", script, *words])[0]

    if written >= ONCE_FROM:
        runs = 1
    a_list, listed, copied = folder / "list.csv", folder / "list.duckdb", folder / "copied.duckdb"

    def as_list() -> Cost:
        if not a_list.exists():
            with duckdb.connect(str(ours), read_only=True) as connection:
                connection.execute(WRITE_LIST, [str(a_list)])
        return peer(LIST, a_list, listed)

    costs = in_turn(
        runs,
        ours=build,
        theirs=lambda: peer(RAW, csv, theirs),
        listed=as_list,
        copy=lambda: peer(COPY, ours, copied),
    )
    found = one(ours, "select count(*) from main.all_cells")
    if found != written:
        raise SystemExit(f"{size.name}: wrote {written} cells, the warehouse holds {found}")
    if lines != one(theirs, "select count(*) from cells"):
        raise SystemExit(f"{size.name}: raw DuckDB did not read {lines} lines")
    if written != one(listed, "select count(*) from cells"):
        raise SystemExit(f"{size.name}: raw DuckDB did not read {written} cells from the list")
    rows = [
        Row(size.name, "read_csv", costs["ours"], costs["theirs"], times=1 / AT_MOST),
        Row(f"{size.name}, listed", "read_csv of a list", costs["ours"], costs["listed"]),
        Row(f"{size.name}, facts copied", "read_csv", costs["copy"], costs["theirs"]),
    ]
    files = [path for path in seeds.glob("[0-9]*/*") if path.is_file()]
    beyond = statistics.median(
        a.wall - b.wall for a, b in zip(costs["ours"], costs["theirs"], strict=True)
    )
    told = Told(
        size.name,
        written,
        len(files),
        sum(path.stat().st_size for path in files if path.suffix == ".csv"),
        ours.stat().st_size,
        max(cost.peak for cost in costs["ours"]),
        *views(ours),
        beyond,
    )
    if written <= PANDAS_UP_TO:
        costs = in_turn(runs, ours=build, theirs=lambda: peer(PANDAS, csv, theirs))
        if written != one(theirs, "select count(*) from cells"):
            raise SystemExit(f"{size.name}: pandas did not write {written} cells")
        name = f"{size.name}, again"
        rows.append(Row(name, "pandas, to_sql", costs["ours"], costs["theirs"]))
    return rows, told


def text(rows: list[Row], told: list[Told], place: dict[str, str], memory: str) -> str:
    """Return the figures as Markdown."""
    lines = [TOLD, ("---",) * len(TOLD), *(size.cells_of_table() for size in told)]
    second = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return "\n".join(
        [
            f"{sentence(place)}.",
            *[BUSY] * (float(place["load"]) > QUIET),
            f"Median of the runs (fastest–slowest); from {ONCE_FROM:,} cells on, one run. "
            f"DuckDB is held to {memory}, ours and the peer.",
            "",
            table(rows),
            "",
            second,
        ]
    )


def main(arguments: list[str]) -> int:
    """Measure, print, and write or compare as asked; return the exit status."""
    parser = argparse.ArgumentParser("python -m benchmarks large", description=SAYS)
    parser.add_argument("--runs", type=int, default=3, help="runs of each (default: 3)")
    parser.add_argument("--memory", default="4GB", help="what DuckDB may use (default: 4GB)")
    names = [size.name for size in SIZES]
    parser.add_argument("--only", type=int, nargs="+", help=f"numbers of {names}, from 0")
    add_options(parser)
    options = parser.parse_args(arguments)
    place = machine()
    rows: list[Row] = []
    told: list[Told] = []
    for number_of_size, size in enumerate(SIZES):
        if options.only is not None and number_of_size not in options.only:
            continue
        with tempfile.TemporaryDirectory() as name:
            try:
                more, what = measure(size, Path(name), options.runs, options.memory)
            except subprocess.CalledProcessError as error:
                sys.exit(str(error))
        rows += more
        told.append(what)
        print(f"{size.name}: measured", file=sys.stderr, flush=True)
    figures = {"machine": place, "sizes": [vars(size) for size in told]}
    return deliver(PART, text(rows, told, place, options.memory), rows, figures, options)
