"""Run what comes from outside in a process of its own, with bounds on memory and time that hold.

Decision: a process that goes on behind its time, whatever it does, is killed and started anew.
Only Linux keeps to a bound on memory by itself; elsewhere the size of the process is watched. The
process reads one request after the other (the name of a function, its arguments) from its standard
input and answers on its standard output; `serve` is its side.
"""

import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from typing import Any, Self

from warehouse.faults import WarehouseError
from warehouse.interrupt import whole

try:
    import resource
except ImportError:  # Windows: there only the one who asks watches
    resource = None  # type: ignore[assignment]

GRACE = 2.0  # seconds in which a request may end by itself
LOOK = 0.2  # seconds between two looks at the size of the process
IS_WATCHED = sys.platform != "linux"
FULL = "full"  # how a process says that it cannot take another request
UNITS = {"MB": 10**6, "GB": 10**9}


def size(memory: str) -> int:
    """Return how many bytes a size such as 2GB is."""
    return int(memory[:-2]) * UNITS[memory[-2:]]


def too_much(what: str, memory: str) -> str:
    """Say that something wanted more than its memory."""
    return f"the {what} needs more memory than the {memory} that it may have"


def too_long(what: str, seconds: float) -> str:
    """Say that something took longer than its time."""
    return f"the {what} was stopped after {seconds:g} seconds, the time that it may have"


@contextmanager
def deaf(*, is_deaf: bool = True) -> Iterator[None]:
    """Let what a terminal sends wait, or with `is_deaf` false be heard, also in what is started."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    how = signal.SIG_BLOCK if is_deaf else signal.SIG_UNBLOCK
    before = signal.pthread_sigmask(how, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Confined:
    """A process that runs a module with these arguments, and answers requests within bounds.

    `what` is what a request is to a person (the query, the file), `engine` who may fail at it.
    Every method raises WarehouseError when a request fails or wants more than it may have, and
    KeyboardInterrupt when a person stops it. Where the process had to be killed the next request
    finds a new one.
    """

    what, engine = "request", "the process"

    def __init__(self, module: str, *arguments: str, memory: str, seconds: float) -> None:
        self.memory, self.seconds = memory, seconds
        self.command = [sys.executable, "-P", "-m", module, *arguments]
        self._start()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._end()

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
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(self._exchange, request)
            try:
                error = self._wait(asked)
            except KeyboardInterrupt:
                with whole():
                    self.process.send_signal(signal.SIGINT)
                    if wait_for([asked], GRACE).not_done or asked.exception():
                        self._again()
                raise
            if error is None:
                try:
                    error, value = asked.result()
                except (EOFError, OSError, pickle.UnpicklingError):
                    error = self._died(self.process.wait())
                    self._again()
        if error == FULL:
            self._again()
            return self._ask(*request)
        if error == too_much(self.what, self.memory):
            self._again()  # it would keep what it has, and the next request would have less
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
        end = time.monotonic() + self.seconds + GRACE
        while wait_for([asked], LOOK if IS_WATCHED else end - time.monotonic()).not_done:
            if time.monotonic() >= end:
                self._again()
                return too_long(self.what, self.seconds)
            if IS_WATCHED and _size(self.process.pid) > size(self.memory):
                self._again()
                return too_much(self.what, self.memory)
        return None

    def _again(self) -> None:
        self._end()
        self._start()

    def _died(self, status: int) -> str:
        if status == -signal.SIGXCPU:
            return too_long(self.what, self.seconds)
        more = f"or {self.engine} failed (the process ended with {status})"
        return f"{too_much(self.what, self.memory)}, {more}"


def _size(process: int) -> int:
    """Return how many bytes of memory a process holds; 0 when it has ended."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)],  # noqa: S607  wherever the system keeps it
        capture_output=True,
        check=False,
    )
    return 1024 * int(told.stdout or 0)


def bound_memory(most: int) -> None:
    """Let this process have so many bytes, and leave no image of it behind."""
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_DATA", most)  # what a process maps from files does not count


def serve(
    functions: Mapping[str, Callable[..., Any]],
    seconds: float,
    said: Callable[[BaseException], str | None],
    threads: int = 1,
) -> None:
    """Answer requests until the input ends; `said` words an error, None if it is not expected."""
    while request := _request():
        # Ends a request that nobody waits for any more.
        _limit("RLIMIT_CPU", int(time.process_time() + 2 * threads * seconds) + 1)
        name, *arguments = request
        answer: tuple[str | None, Any]
        try:
            with deaf(is_deaf=False):
                answer = None, functions[name](*arguments)
        except KeyboardInterrupt:
            answer = "stopped", None
        except Exception as error:
            words = str(error) if isinstance(error, WarehouseError) else said(error)
            if words is None:
                raise
            answer = words, None
        send(*answer)
        _forget_interrupts()


def send(error: str | None, value: Any = None) -> None:
    """Answer the one who asked."""
    pickle.dump((error, value), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
    sys.stdout.buffer.flush()


def _forget_interrupts() -> None:
    """Drop an interrupt that came too late: it was not for the next request."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGINT, handler)


def _request() -> Any:
    try:
        return pickle.load(sys.stdin.buffer)  # noqa: S301  from the process that started this one
    except EOFError:
        return None


def _limit(kind: str, most: int) -> None:
    if resource is not None:
        number = getattr(resource, kind)
        _, hard = resource.getrlimit(number)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(number, (soft, hard))
