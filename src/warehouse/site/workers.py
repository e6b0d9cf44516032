"""Processes that make the parts of a site beside each other.

Decision: Ctrl-C reaches every process of a terminal, and only the one that a person started answers
it; the others are deaf. When the site is not to be, they are killed: nobody waits for its parts.
"""

from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context
from types import TracebackType
from typing import ParamSpec, TypeVar

from warehouse.confined import deaf
from warehouse.interrupt import whole

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Workers(ProcessPoolExecutor):
    """As many processes as there are processors; they end with the block that they work for."""

    def __init__(self, begin: Callable[[], object] | None = None) -> None:
        """Let each of them begin with a function."""
        with deaf():  # so is the one that Python starts to keep the books
            # A forked process would share what DuckDB holds open.
            super().__init__(None, get_context("spawn"), begin)

    def submit(
        self, fn: Callable[Given, Made], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Made]:
        """Let one of them call a function; it may be started for that."""
        with deaf():
            return super().submit(fn, *args, **kwargs)

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> bool | None:
        """Wait for what they do, or kill them when the block failed."""
        if exc_type is None:
            return super().__exit__(exc_type, exc_val, exc_tb)
        with whole():
            for process in active_children():
                process.kill()
            self.shutdown(cancel_futures=True)
        return None
