"""Ctrl-C ends a command in one line that is true: before publication and behind it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from tests.reliability.interrupts import interrupt
from tests.reliability.sizes import UNIT
from tests.reliability.versions import Version
from warehouse import interrupt as handling
from warehouse.cli.main import _run
from warehouse.faults import InputRefused, WarehouseError

STOPPED = (130, "stopped; the published warehouse is as it was\n")


@pytest.fixture
def interrupted() -> Iterator[Callable[[], None]]:
    """Return a function that is interrupted as by Ctrl-C."""
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    handling.heed()
    yield lambda: os.kill(os.getpid(), signal.SIGINT)
    signal.signal(signal.SIGINT, before[0])
    sys.unraisablehook = before[1]
    handling.heard.clear()


@pytest.mark.parametrize(
    "becomes",
    [None, RuntimeError("Query interrupted"), WarehouseError("x"), InputRefused([]), click.Abort()],
    ids=repr,
)
def test_what_an_interrupt_becomes_on_its_way_out_is_no_matter(
    interrupted: Callable[[], None],
    capsys: pytest.CaptureFixture[str],
    becomes: Exception | None,
) -> None:
    def command() -> None:
        try:
            interrupted()
        except KeyboardInterrupt as error:
            raise (becomes or error) from error

    assert (_run(command), capsys.readouterr().err) == STOPPED


def test_a_command_that_goes_on_after_an_interrupt_ends_as_always(
    interrupted: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> None:
        with pytest.raises(KeyboardInterrupt):
            interrupted()

    assert (_run(command), capsys.readouterr().err) == (0, "")


def test_an_error_without_an_interrupt_is_none(interrupted: Callable[[], None]) -> None:
    def command() -> None:
        raise RuntimeError("a fault of ours")

    with pytest.raises(RuntimeError, match="a fault of ours"):
        _run(command)


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
    "build.fingerprint": False,
    "build.make": False,
    "publish._sync": True,
    "publish._keep": True,
    "publish.like": True,
    "click.echo": True,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_is_told_is_so(database: Path, known_seeds: Path, tmp_path: Path, moment: str) -> None:
    target = tmp_path / "new.duckdb"
    words = ["build", "--database", str(target), "--seeds", str(known_seeds)]
    command = [sys.executable, "-c", BUILD, str(database), moment, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert target.exists() == MOMENTS[moment]
    told = (0, f"published {target}: all of it\n", "") if MOMENTS[moment] else (130, "", STOPPED[1])
    assert (done.returncode, done.stdout, done.stderr.lstrip("\n")) == told
    assert not list(tmp_path.glob(".warehouse.*"))


def test_an_interrupt_at_a_random_moment(versions: tuple[Version, Version], tmp_path: Path) -> None:
    figures = interrupt(tmp_path, versions, UNIT.interrupts)
    assert figures.broken() == []
    assert figures.counts["interrupts"] == UNIT.interrupts
