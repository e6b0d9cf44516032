"""Ctrl-C at random moments: one line at most, and the file is what that line says.

Decision: commands run as a person runs them, in processes of their own. The moment is counted from
where the command begins; before that Python itself starts, and has no words of ours.
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.reliability.figures import Figures
from tests.reliability.versions import Version, file_digest

PROGRAM = """
import os
from warehouse.cli.start import main
os.write(1, b"\\n")
main()
"""
BAD = ("traceback or several lines", "false sentence", "file lost", "folder left behind")
PATIENCE = 120  # seconds; longer is a hang


def interrupt(
    folder: Path, versions: tuple[Version, Version], moments: int, *, seed: int = 1
) -> Figures:
    """Interrupt builds, of new seeds each, queries and exports; return what they said and left."""
    figures = Figures("Ctrl-C at a random moment", must_be_zero=BAD)
    seeds = [version.seeds for version in versions]
    target = folder / "warehouse.duckdb"
    shutil.copyfile(versions[0].file, target)
    export = str(folder / "made.csv")
    commands = [
        ["build", "--seeds", ""],
        ["query", "select count(*) from range(30000000) as t(x) where x % 7 = 3"],
        ["export", "victims_by_form", "--format", "csv", "--force", "--output", export],
    ]
    lasts: dict[str, float] = {}
    dice = random.Random(seed)  # noqa: S311  not for secrets
    present, number = 0, 0
    while number < moments:
        words = list(commands[number % len(commands)])
        name = words[0]
        if name == "build":
            words[2] = str(seeds[1 - present])
        wait = 0.01 + dice.random() * 1.05 * lasts[name] if name in lasts else None
        before = file_digest(target)
        began = time.monotonic()
        process = start([*words, "--database", str(target)])
        if wait is not None:
            time.sleep(wait)
            process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=PATIENCE)
        if wait is None:  # how long it takes when nobody disturbs it
            lasts[name] = time.monotonic() - began
        else:
            number += 1
            figures.add("interrupts")
            figures.add(f"{name} {'ended' if process.returncode == 0 else 'stopped'}")
        is_new = file_digest(target) != before
        wrong = _judge(process.returncode, output, errors, is_build=name == "build", is_new=is_new)
        if is_new:
            present = 1 - present
        if process.returncode != -signal.SIGINT and list(folder.glob(".warehouse.*")):
            wrong.append("folder left behind")
        for one in wrong:
            figures.add(one)
            figures.notes.append(f"{name} after {wait} s: {one}\n{output}{errors}")
    return figures


def start(words: list[str]) -> "subprocess.Popen[str]":
    """Start a command; return when it has begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "\n"
    return process


def _judge(status: int, output: str, errors: str, *, is_build: bool, is_new: bool) -> list[str]:
    """Return what a command did that it must never do."""
    wrong = []
    if len(errors.strip().splitlines()) > 1:
        wrong.append("traceback or several lines")
    if status not in (0, 130, -signal.SIGINT):
        wrong.append("false sentence")
    is_told = output.startswith("published")
    if is_build and not is_told == is_new == (status == 0):
        wrong.append("false sentence")
    if not is_build and is_new:
        wrong.append("file lost")
    return wrong
