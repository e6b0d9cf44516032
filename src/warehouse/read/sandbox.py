"""Run a person's SQL in a process of its own, with bounds on memory and time that hold.

Decision: a process that goes on behind its time, whatever it does, is killed and started anew; the
file is read-only, so nothing can be left half done. Only Linux keeps to a bound on memory by
itself; elsewhere the size of the process is watched.
"""

import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from pathlib import Path
from typing import Any, Self
from unicodedata import normalize

from warehouse.faults import WarehouseError
from warehouse.read import bounds
from warehouse.read.bounds import FULL, deaf

GRACE = 2.0  # seconds in which DuckDB may end a statement by itself
LOOK = 0.2  # seconds between two looks at the size of the process
IS_WATCHED = sys.platform != "linux"


class Sandbox:
    """A process that has the warehouse open; `writable` names the one file that it may write.

    Every method raises WarehouseError when a statement fails or wants more than it may have, and
    KeyboardInterrupt when a person stops it. Where the process had to be killed the next statement
    finds a new one, without the variables and temporary tables of the old.
    """

    def __init__(self, database: Path, writable: Path | None = None) -> None:
        self.command = [
            *(sys.executable, "-P", "-m", "warehouse.read.child"),
            *(str(database), bounds.MEMORY, str(bounds.SECONDS)),
            *([] if writable is None else [str(writable)]),
        ]
        self._start()

    def __enter__(self) -> Self:
        """Return the sandbox."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._end()

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

    def _start(self) -> None:
        # In a session of its own Ctrl-C does not reach it: the one who waits decides. Until it is
        # ready to be stopped it is deaf.
        with deaf():
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )

    def _end(self) -> int:
        self.process.kill()
        self.process.communicate()
        return self.process.returncode

    def _ask(self, *request: Any) -> Any:
        # All text of the warehouse is in NFC; what a person types or copies may not be.
        request = tuple(normalize("NFC", one) if isinstance(one, str) else one for one in request)
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(self._exchange, request)
            try:
                error = self._wait(asked)
            except KeyboardInterrupt:
                self.process.send_signal(signal.SIGINT)
                if wait_for([asked], GRACE).not_done or asked.exception():
                    self._again()
                raise
            if error is None:
                try:
                    error, value = asked.result()
                except (EOFError, OSError, pickle.UnpicklingError):
                    error = _died(self.process.wait())
                    self._again()
        if error == FULL:
            self._again()
            return self._ask(*request)
        if error == bounds.too_much(bounds.MEMORY):
            self._again()  # it would keep what it has, and the next statement would have less
        if error is not None:
            raise WarehouseError(error)
        return value

    def _exchange(self, request: Any) -> tuple[str | None, Any]:
        assert self.process.stdin is not None  # noqa: S101  both pipes were asked for
        assert self.process.stdout is not None  # noqa: S101
        pickle.dump(request, self.process.stdin)
        self.process.stdin.flush()
        answer: tuple[str | None, Any] = pickle.load(self.process.stdout)  # noqa: S301  our child
        return answer

    def _wait(self, asked: "Future[Any]") -> str | None:
        """Wait for an answer; kill what takes too much, and return what is to be said of that."""
        end = time.monotonic() + bounds.SECONDS + GRACE
        while wait_for([asked], LOOK if IS_WATCHED else end - time.monotonic()).not_done:
            if time.monotonic() >= end:
                self._again()
                return bounds.too_long(bounds.SECONDS)
            if IS_WATCHED and _size(self.process.pid) > bounds.size(bounds.MEMORY):
                self._again()
                return bounds.too_much(bounds.MEMORY)
        return None

    def _again(self) -> None:
        self._end()
        self._start()


def _size(process: int) -> int:
    """Return how many bytes of memory a process holds; 0 when it has ended."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)],  # noqa: S607  wherever the system keeps it
        capture_output=True,
        check=False,
    )
    return 1024 * int(told.stdout or 0)


def _died(status: int) -> str:
    if status == -signal.SIGXCPU:
        return bounds.too_long(bounds.SECONDS)
    return f"{bounds.too_much(bounds.MEMORY)}, or DuckDB failed (the process ended with {status})"
