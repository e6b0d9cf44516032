"""What a statement may have, and what is said when it wants more.

Decision: one pair of bounds for all that reads the published file; DuckDB keeps to it where it can,
and the operating system where a person's SQL runs.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

MEMORY = "2GB"
SECONDS = 60.0
FULL = "full"  # how a process says that it cannot take another statement
UNITS = {"MB": 10**6, "GB": 10**9}


def size(memory: str) -> int:
    """Return how many bytes a size such as 2GB is."""
    return int(memory[:-2]) * UNITS[memory[-2:]]


def too_much(memory: str) -> str:
    """Say that a statement wanted more than its memory."""
    return f"the query needs more memory than the {memory} that it may have"


def too_long(seconds: float) -> str:
    """Say that a statement took longer than its time."""
    return f"the query was stopped after {seconds:g} seconds, the time that it may have"


@contextmanager
def deaf(*, is_deaf: bool = True) -> Iterator[None]:
    """Let an interrupt wait, or with `is_deaf` false be heard; so it is with what is started."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    how = signal.SIG_BLOCK if is_deaf else signal.SIG_UNBLOCK
    before = signal.pthread_sigmask(how, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
