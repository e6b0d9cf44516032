"""Build the warehouse: migrations, code lists, facts, views, comments, checks; then publish.

Decision: the file is always built from nothing. The build is a pure function of migrations, seeds
and views, so the same inputs give the same contents, and nothing has to be repaired in place.
"""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import chain
from pathlib import Path

import duckdb

from warehouse.build.describe import describe_tables_and_columns
from warehouse.build.engine import open_file
from warehouse.build.load import insert_facts, insert_statements, stage
from warehouse.build.macros import create_macros
from warehouse.build.provenance import fingerprint, inspect, record
from warehouse.build.publish import lock, replacement
from warehouse.build.scale import reads_views, stored_views
from warehouse.build.tables import create_tables
from warehouse.build.views import create_table_views, create_views, is_true, store, unstore
from warehouse.faults import WarehouseError
from warehouse.place import sql_files

NAMED = 10
SHOWN = 5  # rows that break a rule
CONTENTS = """
    select count(distinct (edition_code, table_code)) || ' tables with ' || count(*)
        || ' printed cells'
    from main.all_cells
"""
Progress = Callable[[str], None]


def build(
    database: Path,
    seeds: Path,
    progress: Progress,
    *,
    keep: int = 0,
    discard: bool = False,
    wait: float = 60,
    memory: str | None = None,
) -> str | None:
    """Build the warehouse from `seeds` and publish it as `database`; return what it holds.

    Return None, and publish nothing, when the file was built from the same inputs.
    `progress` is told the name of each step; `keep` older files stay; `discard` lets objects
    vanish that people made in the published file; `wait` is how many seconds to wait for another
    build; `memory` is a size such as 2GB that DuckDB keeps to, spilling to disk beside the file.
    Raises InputRefused for faults in the seeds and WarehouseError for anything else; the
    file at `database` is then as it was.
    """
    database = database.resolve()
    with lock(database, wait, progress):
        progress("inputs")
        inputs = fingerprint(seeds)
        published = inspect(database)
        if published is not None:
            if published.inputs == inputs and not published.has_log:
                return None
            if published.by_hand and not discard:
                raise WarehouseError(_by_hand(database, published.by_hand))
        try:
            with replacement(database, keep) as building:
                contents = make(building, seeds, inputs, progress, memory)
                progress("publication")
        except duckdb.Error as error:
            raise WarehouseError(f"{error}; {database} is as it was") from error
    return contents


def make(
    database: Path,
    seeds: Path,
    inputs: dict[str, str],
    progress: Progress,
    memory: str | None = None,
) -> str:
    """Make and verify a new warehouse at `database`, where no file may be yet.

    Return in words how much it holds.
    """
    progress("seeds")
    with open_file(database, memory) as connection:
        fill(connection, seeds)
        progress("record")
        record(connection, inputs)
        connection.execute("checkpoint")
        (contents,) = connection.execute(CONTENTS).fetchall()[0]
    progress("checks")
    verify(database, memory)
    return str(contents)


def fill(connection: duckdb.DuckDBPyConnection, seeds: Path) -> None:
    """Fill a new file with all but the record of what it was made from.

    Raises InputRefused with every fault in the seeds. The catalogue grows beside the data, because
    to make and to describe views takes as long as to load a report.
    """
    with ThreadPoolExecutor(1) as beside:
        cursor = connection.cursor()
        tables = beside.submit(_grow, cursor, create_tables)
        views = beside.submit(_grow, cursor, create_macros, create_views)
        staged = stage(connection, seeds)
        tables.result()
        insert_facts(connection, staged)
        views.result()
        unstore(connection)
        shown = beside.submit(_grow, cursor, create_table_views, is_complete=True)
        insert_statements(connection)
        connection.execute("begin")
        store(connection)
        connection.execute("commit")
        shown.result()


def _grow(
    connection: duckdb.DuckDBPyConnection,
    *steps: Callable[[duckdb.DuckDBPyConnection], None],
    is_complete: bool = False,
) -> None:
    """Make a part of the catalogue and describe it; `is_complete` says that it is the last."""
    connection.execute("begin")
    for step in steps:
        step(connection)
    describe_tables_and_columns(connection, is_complete=is_complete)
    connection.execute("commit")


def verify(database: Path, memory: str | None = None) -> None:
    """Prove the rules of `sql/build/checks/` on the closed file and that every view can be read.

    What is stored of views is held against their queries instead. Raises WarehouseError with the
    rows that break a rule.
    """
    with open_file(database, memory, read_only=True) as connection:
        views = connection.execute(
            "select schema_name, view_name from duckdb_views() where not internal"
        ).fetchall()

        proof = "from {} limit 0"
        if reads_views(connection):
            # Every value is computed, and none is carried out of DuckDB.
            proof = "select bit_xor(hash(rows)) from (from {}) as rows"
            # Planning a view takes longer than reading it, and planning takes one thread.
            connection.execute("set threads = 1")

        def read(view: tuple[str, str]) -> list[str]:
            name = ".".join(view)
            try:
                connection.cursor().execute(proof.format(name)).fetchall()
            except duckdb.Error as error:
                return [f"view {name}: {error}"]
            return []

        def compare(name: str) -> list[str]:
            told = f"{name} is not what its view would show"
            return [] if is_true(connection.cursor(), name) else [told]

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            proofs = (
                broken_rules(connection, pool),
                chain.from_iterable(pool.map(compare, stored_views(connection))),
                chain.from_iterable(pool.map(read, views)),
            )
            refuse(chain.from_iterable(proofs))


def broken_rules(connection: duckdb.DuckDBPyConnection, pool: Executor) -> Iterable[str]:
    """Return what the queries of `sql/build/checks/` find, a line for each row."""

    def check(path: Path) -> list[str]:
        # With a limit in the query DuckDB plans for few rows: minutes instead of seconds.
        found = connection.cursor().execute(path.read_text(encoding="utf-8")).fetchmany(SHOWN)
        return [f"{path.stem}: {row}" for row in found]

    return chain.from_iterable(pool.map(check, sql_files("build/checks")))


def refuse(broken: Iterable[str]) -> None:
    """Raise WarehouseError when a rule of the warehouse is broken."""
    if broken := list(broken):
        raise WarehouseError("the warehouse breaks its own rules:\n" + "\n".join(broken))


def _by_hand(database: Path, objects: list[str]) -> str:
    named = ", ".join(objects[:NAMED])
    more = f" and {len(objects) - NAMED} more" if len(objects) > NAMED else ""
    return (
        f"{database} holds what the build did not make: {named}{more}. It would vanish. "
        "Keep your own work in a file of its own and attach the warehouse to it (see "
        "docs/own-work.md), or build with --discard."
    )
