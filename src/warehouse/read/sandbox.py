"""Run a person's SQL in a process of its own, with bounds on memory and time that hold.

Decision: the file is read-only there, so nothing can be left half done when a statement is killed.
"""

from pathlib import Path
from typing import Any
from unicodedata import normalize

from warehouse.confined import Confined
from warehouse.read import bounds


class Sandbox(Confined):
    """A process that has the warehouse open; `writable` names the one file that it may write.

    Where the process had to be killed the next statement finds a new one, without the variables and
    temporary tables of the old.
    """

    what, engine = bounds.WHAT, "DuckDB"

    def __init__(self, database: Path, writable: Path | None = None) -> None:
        memory, seconds = bounds.MEMORY, bounds.SECONDS
        own = [] if writable is None else [str(writable)]
        arguments = (str(database), memory, str(seconds), *own)
        super().__init__("warehouse.read.child", *arguments, memory=memory, seconds=seconds)

    def statements(self, sql: str) -> list[str]:
        """Cut a text into its statements, as DuckDB does."""
        found: list[str] = self._ask("statements", sql)
        return found

    def is_whole(self, typed: str) -> bool:
        """Return whether what was typed ends with the semicolon of a statement."""
        return bool(self._ask("is_whole", typed))

    def run(self, sql: str, *values: object) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the column names and the rows of one statement."""
        columns, rows = self._ask("run", sql, *values)
        return columns, rows

    def copy(self, sql: str, kind: str, target: Path) -> None:
        """Write the result of one `select` as csv, json or parquet into the writable file."""
        self._ask("copy", sql, kind, target)

    def _ask(self, *request: Any) -> Any:
        # All text of the warehouse is in NFC; what a person types or copies may not be.
        texts = (normalize("NFC", one) if isinstance(one, str) else one for one in request)
        return super()._ask(*texts)
