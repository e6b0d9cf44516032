"""What a statement may have, and what is said when it wants more.

Decision: one pair of bounds for all that reads the published file; DuckDB keeps to it where it can,
and the operating system where a person's SQL runs.
"""

MEMORY = "2GB"
SECONDS = 60.0
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
