"""Builds in processes of their own, which can be killed.

Decision: children are forked from a server that has imported everything slow, so that a build
in a process of its own costs what a build costs. A child says which step it is at through a
pipe; it may also be told to kill itself at a step, or around one call to the operating system.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

# What publication asks of the operating system by name; opening and writing is DuckDB's own.
CALLS = ("fsync", "replace", "rename", "unlink", "link")
SLOW_IMPORTS = [
    "warehouse.build.build",
    "warehouse.build.load",
    "tests.reliability",
]


@dataclass(frozen=True)
class Suicide:
    """Where a child kills itself: at a step, or before or after a call made in publication."""

    step: str | None = None
    call: int | None = None
    is_after: bool = False


def processes() -> ForkServerContext:
    """Return the context that forks children from a server with everything imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(SLOW_IMPORTS)
    return context


def start(
    target: Path, seeds: Path, suicide: Suicide | None = None, keep: int = 0
) -> tuple[ForkServerProcess, Connection]:
    """Start a build; return its process and where it tells its steps."""
    context = processes()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=publish, args=(target, seeds, theirs, suicide, keep))
    process.start()
    theirs.close()
    return process, ours


def publish(
    target: Path, seeds: Path, steps: Any, suicide: Suicide | None = None, keep: int = 0
) -> None:
    """Build in this process: say each step, end with `done <calls made in publication>`."""
    from warehouse.build.build import build

    made = 0
    in_publication = False

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def wrapper(*arguments: Any, **options: Any) -> Any:
            nonlocal made
            if not in_publication:
                return call(*arguments, **options)
            made += 1
            if suicide == Suicide(call=made):
                die()
            try:
                return call(*arguments, **options)
            finally:
                if suicide == Suicide(call=made, is_after=True):
                    die()

        return wrapper

    def progress(step: str) -> None:
        nonlocal in_publication
        if suicide == Suicide(step=step):
            die()
        steps.send(step)
        in_publication = step == "publication"

    for name in CALLS:
        setattr(os, name, counted(getattr(os, name)))
    build(target, seeds, progress, keep=keep)
    in_publication = False
    steps.send(f"done {made}")


def die() -> None:
    """End this process as `kill -9` does: nothing is flushed, closed or undone."""
    os.kill(os.getpid(), signal.SIGKILL)


def told_by(steps: Connection) -> Iterator[str]:
    """Yield what a child says until it ends."""
    while True:
        try:
            yield steps.recv()
        except EOFError:
            return
