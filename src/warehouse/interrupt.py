"""What Ctrl-C does to a command, and the system that ends it.

Decision: it is an exception, so that every step cleans up behind itself; as any of them may turn it
into another one, it is also written down. What is half done for a moment, such as files that take
each other's places, is done to its end first, and so is cleaning up: who is impatient tries twice.
Publication is not interrupted: what is told of it is so.
"""

import signal
import sys
from _thread import interrupt_main
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any

WORDS = "stopped; the published warehouse is as it was"
# Ctrl-C, a polite end, and a terminal that is closed, which Windows has not.
SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in dir(signal)]
heard: list[int] = []  # the interrupts so far
_begun: list[int] = []  # for what is being done to its end: how many were heard before


def heed() -> None:
    """Let an interrupt stop the command, unless whoever started it wants none of that."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    sys.unraisablehook = _unraisable


def run(command: Callable[[], object]) -> object:
    """Return what a command does; raise KeyboardInterrupt for whatever an interrupt has become.

    What follows, such as to say what went wrong, is done in a moment, and not interrupted.
    """
    try:
        return command()
    except SystemExit:
        raise
    except BaseException as error:
        if not heard:
            raise
        raise KeyboardInterrupt from error
    finally:
        ignore()


def status() -> int:
    """Return the exit status of a command that was interrupted, as a shell says it."""
    return 128 + (heard[-1] if heard else signal.SIGINT)


def ignore() -> None:
    """Be deaf to interrupts from here on."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def until_publication(tell: Callable[[str], object]) -> Callable[[str], None]:
    """Return what tells of a step, and from that of publication on is deaf to interrupts."""

    def progress(step: str) -> None:
        tell(step)
        if step == "publication":
            ignore()

    return progress


@contextmanager
def whole() -> Iterator[None]:
    """Do what stands in it to its end; an interrupt waits until then."""
    _begun.append(len(heard))
    try:
        yield
    finally:
        before = _begun.pop()
    if not _begun and len(heard) > before:
        raise KeyboardInterrupt


def _interrupt(number: int, _: object) -> None:
    heard.append(number)
    if not _begun:
        raise KeyboardInterrupt


def _unraisable(told: Any) -> None:
    """Interrupt again where Python had to drop it, as in the middle of freeing an object."""
    if isinstance(told.exc_value, KeyboardInterrupt):
        Timer(0.01, interrupt_main, heard[-1:]).start()
    else:
        sys.__unraisablehook__(told)
