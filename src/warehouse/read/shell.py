"""A small prompt for SQL on the published file.

Decision: the prompt is Python's own `code.InteractiveConsole`, as in `python -m sqlite3`. DuckDB
tells where a statement ends, and statements run as those of `warehouse query` do.
"""

import code
import sys
from contextlib import suppress
from importlib import import_module
from signal import SIGINT
from typing import Any

from warehouse.faults import WarehouseError, likely
from warehouse.interrupt import heard
from warehouse.read.display import print_table
from warehouse.read.sandbox import Sandbox

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
    """A prompt on one sandbox; `failures` counts the statements that failed."""

    def __init__(self, sandbox: Sandbox, *, is_person: bool = False) -> None:
        super().__init__()
        self.sandbox = sandbox
        self.is_person = is_person
        self.failures = 0

    def write(self, data: str) -> None:
        """Tell of an error or an interrupt; the latter ends all but a person's own Ctrl-C."""
        if heard and not (self.is_person and heard[-1] == SIGINT):
            raise KeyboardInterrupt
        super().write(data)

    def runsource(self, source: str, filename: str = "", symbol: str = "") -> bool:
        """Run what was typed; return True when the statement goes on in the next line."""
        text = source.strip()
        if text and not text.startswith(".") and not self.sandbox.is_whole(text):
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
            for statement in self.sandbox.statements(text):
                self._print(*self.sandbox.run(statement))
            return
        if word == ".tables":
            columns, rows = self.sandbox.run(TABLES)
        elif word == ".schema":
            columns, rows = self.sandbox.run(COLUMNS, rest.strip())
            if not rows:
                names = [name for name, _ in self.sandbox.run(TABLES)[1]]
                hint = likely(rest.strip(), names)
                raise WarehouseError(f'no table "{rest.strip()}"; {hint}list them with: .tables')
        elif word == ".help":
            print(HELP)
            return
        elif word in {".quit", ".exit"}:
            raise EOFError
        else:
            raise WarehouseError(f'no command "{word}"; list them with: .help')
        self._print(columns, rows)

    def _print(self, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
        if columns:
            print_table(columns, rows)


def talk(sandbox: Sandbox) -> int:
    """Read and run statements until the input ends; return how many failed."""
    is_person = sys.stdin.isatty()
    if is_person:
        with suppress(ImportError):  # line editing and history, where Python has them
            import_module("readline")
    sys.ps1, sys.ps2 = ("warehouse> ", "      ...> ") if is_person else ("", "")
    shell = Shell(sandbox, is_person=is_person)
    try:
        shell.interact(banner="Read-only. .help tells more." if is_person else "", exitmsg="")
    except EOFError:
        return shell.failures
    if shell.buffer:
        shell.failures += 1
        shell.write("error: the last statement has no ; at its end and was not run\n")
    return shell.failures
