"""Interrupts at random moments: one line at most, and what is there is what that line says.

Decision: commands run as a person runs them, in processes of their own; Ctrl-C reaches all of a
command's processes, as from a terminal. The moment is counted from where the command begins; before
that Python itself starts, and has no words of ours.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reliability.figures import Figures
from tests.reliability.interrupted import CASES, Case, furnish, restored, state
from tests.reliability.versions import Version
from warehouse.interrupt import WORDS

# Tells when the command begins, and when it answers an interrupt itself.
PROGRAM = """
import os, signal
from warehouse import interrupt
from warehouse.cli.start import main
for number in interrupt.SIGNALS:  # what is started in the background ignores some
    signal.signal(number, signal.SIG_DFL)
def heed(heed=interrupt.heed):
    heed()
    os.write(1, b"\\n")
interrupt.heed = heed
os.write(1, b"\\n")
main()
"""
BAD = ("traceback or other words", "false sentence", "file lost", "left behind")
PATIENCE = 600  # seconds; longer is a hang
ENDLESS = 1.0  # seconds that a command without end is left alone
# Ctrl-C and a closed terminal reach every process of a command; who ends one names it alone.
SIGNALS = {
    "Ctrl-C": (True, signal.SIGINT, 1),
    "Ctrl-C thrice": (True, signal.SIGINT, 3),
    "SIGTERM": (False, signal.SIGTERM, 1),
    "SIGHUP": (True, signal.SIGHUP, 1),
}


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it said."""

    status: int
    output: str
    errors: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Rehearsed:
    """What a command does that nobody disturbs, what was there before it, and what is after it."""

    ran: Ran
    old: list[object]
    new: list[object]


def interrupt(
    folder: Path,
    versions: tuple[Version, Version],
    moments: int,
    *,
    seed: int = 1,
    cases: tuple[Case, ...] = CASES,
) -> Figures:
    """Interrupt one command after the other, as often as `moments` says; return what was left."""
    figures = Figures("Interrupts at a random moment", must_be_zero=BAD)
    furnish(folder, versions)
    dice = random.Random(seed)  # noqa: S311  not for secrets
    rehearsals: dict[str, Rehearsed] = {}
    for number in range(moments):
        case = cases[number % len(cases)]
        if case.name not in rehearsals:
            rehearsals[case.name] = rehearse(folder, case)
        rehearsed = rehearsals[case.name]
        kind = dice.choice(list(SIGNALS))
        wait = 0.01 + dice.random() * 1.05 * rehearsed.ran.seconds
        names = set(os.listdir(folder))
        with TemporaryDirectory() as aside, restored(folder, case, Path(aside)):
            ran = run(folder, case, wait, kind)
            after = state(folder, case)
            wrong = judge(case, rehearsed, ran, after, SIGNALS[kind][1])
            if left := set(os.listdir(folder)) - names - set(case.makes):
                wrong.append(BAD[3])
        figures.add("interrupts")
        figures.add(f"{case.name}: {'stopped' if WORDS in ran.errors else 'ended'}")
        for one in wrong:
            figures.add(one)
            figures.notes.append(f"{case.name}, {kind} after {wait:.3f} s: {one}\n{ran} {left}")
    return figures


def rehearse(folder: Path, case: Case) -> Rehearsed:
    """Make what a command finds, and let it run to its end."""
    case.needs(folder)
    if case.found:
        run(folder, Case("", case.found))
    with TemporaryDirectory() as aside, restored(folder, case, Path(aside)):
        old = state(folder, case)
        ran = run(folder, case, ENDLESS if case.is_endless else None)
        return Rehearsed(ran, old, state(folder, case))


def run(folder: Path, case: Case, wait: float | None = None, kind: str = "Ctrl-C") -> Ran:
    """Run a command, and interrupt it after so many seconds; wait for all of its processes."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", PROGRAM, *case.words],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "\n"
    process.stdin.write(case.given)
    process.stdin.close()
    process.stdin = None
    began = time.monotonic()
    if wait is not None:
        time.sleep(wait)
        reaches_all, number, times = SIGNALS[kind]
        for _ in range(times):
            with suppress(ProcessLookupError):  # it has ended
                (os.killpg if reaches_all else os.kill)(process.pid, number)
            time.sleep(0.02)
    try:
        output, errors = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return Ran(process.returncode, output, errors, time.monotonic() - began)


def judge(
    case: Case, rehearsed: Rehearsed, ran: Ran, after: list[object], number: int
) -> list[str]:
    """Return what a command did that it must never do."""
    wrong = []
    lines = ran.errors.splitlines()
    is_stopped = ran.status == 128 + number
    is_before_our_code = ran.status == -number and not ran.output
    known = {*rehearsed.ran.errors.splitlines(), *([WORDS] if is_stopped else [])}
    if not set(lines) - {""} <= known or lines.count(WORDS) != is_stopped:
        wrong.append(BAD[0])
    if not (is_stopped or is_before_our_code or ran.status == rehearsed.ran.status):
        wrong.append(BAD[1])
    is_told_old = is_before_our_code or (is_stopped and case.is_told)
    may_be = [rehearsed.old] * (is_told_old or is_stopped) + [rehearsed.new] * (not is_told_old)
    if after not in may_be:
        wrong.append(BAD[2])
    return wrong
