"""What Ctrl-C does to a command.

Decision: it is an exception, so that every step cleans up behind itself; as any of them may turn it
into another one, it is also written down. Publication takes a moment and is not interrupted: what
is told of it is so.
"""

import signal
import sys
from _thread import interrupt_main
from collections.abc import Callable
from threading import Timer
from typing import Any

STATUS = 130  # as a shell says it
WORDS = "stopped; the published warehouse is as it was"
heard: list[int] = []  # the interrupts so far


def heed() -> None:
    """Let Ctrl-C stop the command, unless whoever started it wants none of that."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)
        sys.unraisablehook = _unraisable


def run(command: Callable[[], object]) -> object:
    """Return what a command does; raise KeyboardInterrupt for whatever an interrupt has become."""
    try:
        return command()
    except SystemExit:
        raise
    except BaseException as error:
        if not heard:
            raise
        ignore()
        raise KeyboardInterrupt from error


def ignore() -> None:
    """Be deaf to Ctrl-C from here on: what follows is done in a moment."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _interrupt(number: int, _: object) -> None:
    heard.append(number)
    raise KeyboardInterrupt


def _unraisable(told: Any) -> None:
    """Interrupt again where Python had to drop it, as in the middle of freeing an object."""
    if isinstance(told.exc_value, KeyboardInterrupt):
        Timer(0.01, interrupt_main).start()
    else:
        sys.__unraisablehook__(told)
