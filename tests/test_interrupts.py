"""An interrupt ends a command in one true line, and whole, whoever sends it and how often."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import cast

import click
import pytest

from tests.cases import first
from tests.reliability.interrupted import Case
from tests.reliability.interrupts import BAD, Ran, Rehearsed, interrupt, judge
from tests.reliability.sizes import UNIT
from tests.reliability.versions import Version
from warehouse import interrupt as handling
from warehouse.cli.main import _run
from warehouse.faults import InputRefused, WarehouseError
from warehouse.read.sandbox import Sandbox
from warehouse.read.shell import talk
from warehouse.site.workers import Workers

STOPPED = (130, "stopped; the published warehouse is as it was\n")


@pytest.fixture
def interrupted(ctrl_c: None) -> Callable[..., None]:
    """Return a function that is interrupted as by Ctrl-C, or by another signal."""
    handling.heed()
    return lambda number=signal.SIGINT: os.kill(os.getpid(), number)


@pytest.mark.parametrize(
    "becomes",
    [None, RuntimeError("Query interrupted"), WarehouseError("x"), InputRefused([]), click.Abort()],
    ids=repr,
)
def test_what_an_interrupt_becomes_on_its_way_out_is_no_matter(
    interrupted: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
    becomes: Exception | None,
) -> None:
    def command() -> None:
        try:
            interrupted()
        except KeyboardInterrupt as error:
            raise (becomes or error) from error

    assert (_run(command), capsys.readouterr().err) == STOPPED


@pytest.mark.parametrize("number", handling.SIGNALS)
def test_the_status_says_what_ended_it_as_a_shell_does(
    interrupted: Callable[..., None], capsys: pytest.CaptureFixture[str], number: signal.Signals
) -> None:
    assert _run(lambda: interrupted(number)) == 128 + number
    assert capsys.readouterr().err == STOPPED[1]


def test_who_wants_no_interrupt_gets_none(ctrl_c: None) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
    handling.heed()
    os.kill(os.getpid(), signal.SIGHUP)
    assert handling.heard == []


def test_a_command_that_goes_on_after_an_interrupt_ends_as_always(
    interrupted: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> None:
        with pytest.raises(KeyboardInterrupt):
            interrupted()

    assert (_run(command), capsys.readouterr().err) == (0, "")


def test_an_error_without_an_interrupt_is_none(interrupted: Callable[..., None]) -> None:
    def command() -> None:
        raise RuntimeError("a fault of ours")

    with pytest.raises(RuntimeError, match="a fault of ours"):
        _run(command)


def test_workers_are_deaf_and_nobody_waits_for_them_in_vain() -> None:
    began = time.monotonic()
    with pytest.raises(ZeroDivisionError), Workers() as pool:
        blocked = pool.submit(signal.pthread_sigmask, signal.SIG_BLOCK, []).result()
        pool.submit(time.sleep, 600)
        raise ZeroDivisionError
    assert signal.SIGINT in blocked
    assert time.monotonic() - began < 60


def test_the_solver_leaves_interrupts_alone() -> None:
    code = (
        "import os, signal\n"
        "from warehouse.solver.inequality import Inequality\n"
        "from warehouse.solver.solve import solve\n"
        "solve([Inequality('at least', (('a', 1),), 2, None)], {'a': (0, 9)})\n"
        "try:\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "except KeyboardInterrupt:\n"
        "    print('heard')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "heard\n"


@pytest.mark.parametrize(
    ("is_person", "number", "goes_on"),
    [
        (True, signal.SIGINT, True),
        (True, signal.SIGTERM, False),
        (False, signal.SIGINT, False),
    ],
)
def test_only_a_person_at_the_prompt_goes_on(
    interrupted: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_person: bool,
    number: signal.Signals,
    goes_on: bool,
) -> None:
    class Box:
        def is_whole(self, _: str) -> bool:
            return True

        def statements(self, typed: str) -> list[str]:
            return [typed]

        def run(self, typed: str) -> tuple[list[str], list[tuple[object]]]:
            if typed == "stop":
                interrupted(number)
            return ["it"], [(typed,)]

    monkeypatch.setattr(sys, "stdin", StringIO("stop\nnext\n"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: is_person)
    status = _run(lambda: talk(cast("Sandbox", Box())))
    assert status == (0 if goes_on else 128 + number)
    assert ("next" in capsys.readouterr().out) is goes_on


# A build of which only the moment matters: its file is there already. One call is interrupted.
BUILD = """
import os, shutil, signal, sys
from pathlib import Path
from warehouse.build import build, publish
import click, warehouse.cli.write

made, moment = sys.argv.pop(1), sys.argv.pop(1)

def interrupted(module, name):
    real = getattr(module, name)
    def call(*given, **named):
        os.kill(os.getpid(), signal.SIGINT)
        return real(*given, **named)
    setattr(module, name, call)

def make(path, seeds, inputs, progress, memory):
    shutil.copy(made, path)
    return "all of it"

build.make = make
place, _, name = moment.rpartition(".")
interrupted({"build": build, "publish": publish, "click": click}[place], name)
from warehouse.cli.start import main
main()
"""
MOMENTS = {
    "build.make": False,
    "publish.like": True,
    "build.fingerprint": False,
    "publish._sync": True,
    "publish._keep": True,
    "click.echo": True,
}


@pytest.mark.parametrize("moment", first(2, MOMENTS))
def test_what_is_told_is_so(database: Path, known_seeds: Path, tmp_path: Path, moment: str) -> None:
    target = tmp_path / "new.duckdb"
    words = ["build", "--database", str(target), "--seeds", str(known_seeds)]
    command = [sys.executable, "-c", BUILD, str(database), moment, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert target.exists() == MOMENTS[moment]
    told = (0, f"published {target}: all of it\n", "") if MOMENTS[moment] else (130, "", STOPPED[1])
    assert (done.returncode, done.stdout, done.stderr.lstrip("\n")) == told
    assert not list(tmp_path.glob(".warehouse.*"))


OLD: list[object] = [1]
NEW: list[object] = [2]
SAID = f"a step\n{handling.WORDS}\n"
SITE = Case("site", (), is_told=True)


@pytest.mark.parametrize(
    ("case", "ran", "after", "wrong"),
    [
        (SITE, Ran(0, "wrote it", "a step\n"), NEW, []),
        (SITE, Ran(130, "", SAID), OLD, []),
        (SITE, Ran(-2, "", ""), OLD, []),
        (Case("export", ()), Ran(130, "", SAID), NEW, []),
        (SITE, Ran(130, "", f"Traceback\n{SAID}"), OLD, [BAD[0]]),
        (SITE, Ran(130, "", "a step\n"), OLD, [BAD[0]]),
        (SITE, Ran(0, "wrote it", SAID), NEW, [BAD[0]]),
        (SITE, Ran(1, "", "a step\n"), NEW, [BAD[1]]),
        (SITE, Ran(-2, "begun", ""), NEW, [BAD[1]]),
        (SITE, Ran(130, "", SAID), NEW, [BAD[2]]),
        (SITE, Ran(0, "wrote it", ""), OLD, [BAD[2]]),
        (Case("export", ()), Ran(130, "", SAID), [3], [BAD[2]]),
    ],
)
def test_what_must_not_be_is_seen(
    case: Case, ran: Ran, after: list[object], wrong: list[str]
) -> None:
    rehearsed = Rehearsed(Ran(0, "wrote it", "a step\n"), OLD, NEW)
    assert judge(case, rehearsed, ran, after, signal.SIGINT) == wrong


def test_an_interrupt_at_a_random_moment(versions: tuple[Version, Version], tmp_path: Path) -> None:
    figures = interrupt(tmp_path, versions, UNIT.interrupts)
    assert figures.broken() == []
    assert figures.counts["interrupts"] == UNIT.interrupts
