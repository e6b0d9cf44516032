"""A small prompt for SQL on the published file.

Decision: the prompt is Python's own `code.InteractiveConsole`, as in `python -m sqlite3`, and
`sqlite3` tells where a statement ends. Statements run as those of `warehouse query` do, on the same
locked-down connection.
"""

import code
import sqlite3
import sys
from contextlib import suppress
from importlib import import_module

import duckdb

from warehouse.faults import WarehouseError
from warehouse.read.display import print_table
from warehouse.read.query import run

HELP = """\
A statement ends with ; and may take several lines. Ctrl-C stops it, Ctrl-D leaves.
.tables        list the tables and views
.schema NAME   list the columns of a table or view, such as mart.victims_by_age
.help          print this
.quit          leave"""
TABLES = (
    "select schema_name || '.' || table_name as name, "
    "split_part(description_en, chr(10), 1) as what from meta.tables order by all"
)
COLUMNS = (
    "select column_name, data_type, description_en as description from meta.columns "
    "where lower(schema_name || '.' || table_name) = lower($1) "
    "or lower(table_name) = lower($1) and schema_name = 'main' order by column_number"
)


class Shell(code.InteractiveConsole):
    """A prompt on one connection; `failures` counts the statements that failed."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__()
        self.connection = connection
        self.failures = 0

    def runsource(self, source: str, filename: str = "", symbol: str = "") -> bool:
        """Run what was typed; return True when the statement goes on in the next line."""
        text = source.strip()
        if text and not text.startswith(".") and not sqlite3.complete_statement(text):
            return True
        try:
            self._run(text)
        except WarehouseError as error:
            self.failures += 1
            self.write(f"error: {error}\n")
        return False

    def _run(self, text: str) -> None:
        word, _, rest = text.rstrip(";").partition(" ")
        if not text.startswith("."):
            columns, rows = run(self.connection, text) if text else ([], [])
        elif word == ".tables":
            columns, rows = run(self.connection, TABLES)
        elif word == ".schema":
            columns, rows = run(self.connection, COLUMNS, rest.strip())
            if not rows:
                raise WarehouseError(f'no table "{rest.strip()}"; list them with: .tables')
        elif word == ".help":
            print(HELP)
            return
        elif word in {".quit", ".exit"}:
            raise EOFError
        else:
            raise WarehouseError(f'no command "{word}"; list them with: .help')
        if columns:
            print_table(columns, rows)


def talk(connection: duckdb.DuckDBPyConnection) -> int:
    """Read and run statements until the input ends; return how many failed."""
    is_person = sys.stdin.isatty()
    if is_person:
        with suppress(ImportError):  # line editing and history, where Python has them
            import_module("readline")
    sys.ps1, sys.ps2 = ("warehouse> ", "      ...> ") if is_person else ("", "")
    shell = Shell(connection)
    try:
        shell.interact(banner="Read-only. .help tells more." if is_person else "", exitmsg="")
    except EOFError:
        return shell.failures
    if shell.buffer:
        shell.failures += 1
        shell.write("error: the last statement has no ; at its end and was not run\n")
    return shell.failures
