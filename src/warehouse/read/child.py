"""The process in which a person's SQL runs; `sandbox.py` starts it, asks it and ends it.

Decision: DuckDB's own limits do not reach every function (`repeat` and lists take what they want),
so this process has the operating system's as well. It knows nothing of a terminal. DuckDB's parser
tells where a statement ends.
"""

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from warehouse.confined import FULL, bound_memory, send, serve, size
from warehouse.faults import WarehouseError
from warehouse.read.query import CONFIG, reading, run, said
from warehouse.sqltext import quoted

OWN = 250_000_000  # bytes that Python and DuckDB take before anyone asks
COPIES = {
    "csv": "format csv, header",
    "json": "format json, array true",
    "parquet": "format parquet",
}
# Texts, and outside of them the numbers for which JSON has no word.
NOT_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|(?<![\w.])-?(?:nan|inf(?:inity)?)\b', re.IGNORECASE)


def statements(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """Cut a text into its statements, each without its semicolon and what follows it."""
    return [bare(one.query) for one in connection.extract_statements(sql)]


def is_whole(_: duckdb.DuckDBPyConnection, typed: str) -> bool:
    """Return whether what was typed ends with the semicolon of a statement."""
    text = typed.encode()
    try:
        found = tokens(text)
    except duckdb.ParserException:
        return False  # a text or a quoted name goes on in the next line
    return bool(found) and text[found[-1] :].startswith(b";")


def ask(
    connection: duckdb.DuckDBPyConnection, sql: str, *values: object
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the column names and the rows of one statement; none of one that answers nothing."""
    columns, rows = run(connection, sql, *values)
    kinds = [one.expected_result_type for one in connection.extract_statements(sql)]
    return ([], []) if kinds == [[duckdb.ExpectedResultType.NOTHING]] else (columns, rows)


def copy(connection: duckdb.DuckDBPyConnection, sql: str, kind: str, target: Path) -> None:
    """Write the result of one `select` to a file in a format of COPIES."""
    found = connection.extract_statements(sql)
    if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
        raise WarehouseError(f"as {kind} a query must be one select; use --format table")
    options = f"{COPIES[kind]}, use_tmp_file false"
    run(connection, f"copy (\n{bare(found[0].query)}\n) to {quoted(str(target))} ({options})")
    if kind == "json":
        target.write_bytes(NOT_JSON.sub(_null, target.read_bytes()))


def bare(statement: str) -> str:
    """Return one statement up to its semicolon."""
    text = statement.encode()
    ends = (at for at in tokens(text) if text[at : at + 1] == b";")
    return text[: next(ends, None)].decode()


def tokens(text: bytes) -> list[int]:
    """Return at which byte each token begins, comments aside; a text with a `;` is one token."""
    found = duckdb.tokenize(text.decode())
    return [at for at, kind in found if kind != duckdb.token_type.comment]


def main() -> None:
    """Answer requests (the name of a function, its arguments) until the input ends.

    Arguments: the file, the memory (such as 2GB) and the time (seconds) of a statement, and the one
    file that may be written, if there is one.
    """
    database, memory, seconds, *writable = sys.argv[1:]
    CONFIG["memory_limit"] = memory
    CONFIG["max_execution_time"] = f"{float(seconds) * 1000:.0f}"
    functions: dict[str, Callable[..., Any]] = {
        "copy": copy,
        "is_whole": is_whole,
        "run": ask,
        "statements": statements,
    }
    bound_memory(size(memory) + OWN)
    try:
        with reading(Path(database), *map(Path, writable)) as connection:
            known = {name: partial(function, connection) for name, function in functions.items()}
            serve(known, float(seconds), _said, int(CONFIG["threads"]))
    except WarehouseError as error:
        send(str(error))


def _null(found: re.Match[bytes]) -> bytes:
    return found[0] if found[0].startswith(b'"') else b"null"


def _said(error: BaseException) -> str | None:
    if isinstance(error, MemoryError):
        error = duckdb.OutOfMemoryException()
    if isinstance(error, RuntimeError) and "new thread" in str(error):
        return FULL  # what an earlier statement took is not given back: there is no room for it
    return said(error) if isinstance(error, duckdb.Error) else None


if __name__ == "__main__":
    main()
