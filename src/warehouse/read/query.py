"""Read the published file, and nothing else.

Decision: queries run on a connection that is read-only, sees no other file, cannot change
its own settings, and has bounds on memory, threads and time. `read_only` alone would still let a
query read and write any file of the machine. What a person typed runs in `sandbox.py`.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse.confined import too_long, too_much
from warehouse.faults import WarehouseError, likely
from warehouse.place import for_duckdb
from warehouse.read.bounds import MEMORY, SECONDS, WHAT

Record = dict[str, Any]  # a row of a result: value by column name
CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "max_execution_time": f"{1000 * SECONDS:.0f}",  # milliseconds, for each statement
    "memory_limit": MEMORY,
    "python_enable_replacements": "false",
    "temp_directory": "",
    "threads": "2",
}
MISSED = (duckdb.CatalogException, duckdb.BinderException)
OTHERS = "\nanother version made this file, or it is no warehouse; make one with: warehouse build"
LOCKED = {"enable_external_access": "false", "lock_configuration": "true"}


def existing(database: Path) -> str:
    """Return the path by which DuckDB opens a warehouse; without one, raise WarehouseError."""
    path = for_duckdb(database)
    if not database.is_file():
        raise WarehouseError(f"there is no warehouse at {database}; make one with: warehouse build")
    return path


@contextmanager
def reading(database: Path, writable: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a locked-down connection to the warehouse; `writable` names one file it may write.

    Raises WarehouseError when there is no warehouse, or a query fails.
    """
    path = existing(database)
    try:
        config = CONFIG if writable else CONFIG | LOCKED
        with duckdb.connect(path, read_only=True, config=config) as connection:
            if writable is not None:
                connection.execute("set allowed_paths = [$1]", [str(writable)])
                for name, value in LOCKED.items():
                    connection.execute(f"set {name} = {value}")
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(said(error, is_ours=True)) from error


def run(
    connection: duckdb.DuckDBPyConnection, sql: str, *values: object, is_ours: bool = False
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the column names and the rows of one statement; the connection stays usable.

    `is_ours` says that no person wrote it (see `said`). Raises WarehouseError when it fails, and
    KeyboardInterrupt when a person stops it.
    """

    def work() -> tuple[list[str], list[tuple[Any, ...]]]:
        result = connection.execute(sql, list(values))
        return [column[0] for column in result.description or []], result.fetchall()

    # DuckDB is deaf to Ctrl-C while it computes; this thread is not.
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(work)
        try:
            return running.result()
        except duckdb.Error as error:
            is_ours = is_ours or (isinstance(error, MISSED) and not _is_described(connection))
            raise WarehouseError(said(error, is_ours=is_ours)) from error
        except KeyboardInterrupt:
            while wait([running], timeout=0.1).not_done:
                connection.interrupt()
            raise


def said(error: duckdb.Error, *, is_ours: bool = False) -> str:
    """Say what a limit means for the one who asked; leave other errors in DuckDB's words.

    What a statement of the program misses (`is_ours`), a file of another version does not have.
    """
    if isinstance(error, duckdb.OutOfMemoryException):
        return too_much(WHAT, CONFIG["memory_limit"])
    if isinstance(error, duckdb.InterruptException):
        return too_long(WHAT, int(CONFIG["max_execution_time"]) / 1000)
    return f"{error}{OTHERS}" if is_ours and isinstance(error, MISSED) else str(error)


def _is_described(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file says what is in it, as those of this version do."""
    ours = "from duckdb_tables() where schema_name = 'build' and table_name = 'objects'"
    return connection.execute(ours).fetchone() is not None


def fetch(database: Path, sql: str, *values: object) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the column names and the rows of one statement."""
    with reading(database) as connection:
        return run(connection, sql, *values, is_ours=True)


def fetch_dicts(database: Path, sql: str, *values: object) -> list[Record]:
    """Return the rows of one statement, each as column name to value."""
    columns, rows = fetch(database, sql, *values)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def editions(database: Path) -> list[str]:
    """Return the editions in the order in which they were published."""
    query = "select edition_code from main.dim_edition order by publication_order"
    return [str(edition) for (edition,) in fetch(database, query)[1]]


def chosen_edition(database: Path, wanted: str | None, table: str | None = None) -> str:
    """Return the edition asked for, or the newest: of those that print `table`, if any does.

    Raises WarehouseError for one that the warehouse lacks.
    """
    present = editions(database)
    if wanted is not None and wanted not in present:
        raise WarehouseError(f'no edition "{wanted}"; there is {", ".join(present)}')
    if wanted is None and table is not None:
        query = "select edition_code from main.dim_table where table_code = $1"
        printed_in = {edition for (edition,) in fetch(database, query, table)[1]}
        present = [edition for edition in present if edition in printed_in] or present
    return wanted or present[-1]


def no_table(database: Path, edition: str, wanted: str) -> WarehouseError:
    """Return what is said of a table that an edition does not have."""
    query = "select table_code from main.dim_table where edition_code = $1"
    _, rows = fetch(database, query, edition)
    meant = likely(wanted, (table for (table,) in rows))
    return WarehouseError(
        f'edition {edition} has no table "{wanted}"; {meant}list them with: warehouse tables'
    )
