"""What is printed can be read on any terminal: no traceback, no torn figure, no empty grid.

Each command is tried at four widths and in five encodings, into a terminal, a pipe, a full disk
and nothing at all.
"""

import os
import pty
import re
import struct
import subprocess
import sys
from fcntl import ioctl
from itertools import product
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

ENCODINGS = ("utf-8", "latin-1", "cp850", "cp1252", "ascii")
WIDTHS = (160, 80, 60, 30)
# An encoding does not change how wide a table is, nor a width how a letter is written.
TERMINALS = [*product(ENCODINGS[:1], WIDTHS), *product(ENCODINGS[1:], WIDTHS[2:3])]
COMMANDS = {
    "wide": ["query", "from mart.sex_work_sector_by_origin limit 3"],
    "figures": [
        "query",
        "select 12345678 as a, '<5' as b, 'Azië – x' as c, 500 as long_name_of_it",
    ],
    "printed": ["show", "victims_by_origin"],
    "names": ["tables"],
}
NAME = re.compile(
    r"\b(victims_by_sex_work_sector|sex_work_sector_by_origin|criminal_exploitation_by_age)\b"
)
NAMES = {"victims_by_sex_work_sector", "sex_work_sector_by_origin", "cases_adjudicated_by_form"}
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def started(
    database: Path, command: list[str], encoding: str, output: int
) -> "subprocess.Popen[bytes]":
    code = "from warehouse.cli.main import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *command, "--database", str(database)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"}
        | {"PYTHONIOENCODING": encoding, "TERM": "xterm"},
    )


def on_terminal(database: Path, command: list[str], encoding: str, width: int) -> str:
    """Return what a terminal of that width and encoding is sent."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    process = started(database, command, encoding, theirs)
    os.close(theirs)
    sent = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # how Linux says that the other end is closed
            part = b""
        if not part:
            break
        sent += part
    os.close(ours)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    return STYLE.sub("", sent.decode(encoding, "replace")).replace("\r\n", "\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_terminal_of_any_width_and_encoding_shows_it(database: Path, name: str) -> None:
    for encoding, width in TERMINALS:
        text = on_terminal(database, COMMANDS[name], encoding, width)
        lines = text.split("\n")
        where = f"{encoding} {width}\n{text}"
        # Only words that cannot be broken, and sentences that the terminal wraps, may be longer.
        tables = [line for line in lines if re.search(r"\S {3,}\S|───|\+--", line)]
        assert all(len(line.rstrip()) <= width for line in tables), where
        if name == "figures":
            assert re.search(r"\b12345678\b", text), where
            assert re.search(r"\b500\b", text), where
            assert "<5" in text, where
            assert ("Azië" if encoding != "ascii" else "Azi\\xeb") in text, where
        if name == "wide":
            assert text.count("sex_work_sector_by_origin") == 3, where
            assert not re.search(r"^\s*\w\s*\n\s*\w\s*$", text, re.MULTILINE), where
        if name == "printed":
            assert all(figure in text.split() for figure in ("330", "791", "322", "<5")), where
        if name == "names" and width >= 60:
            assert set(text.split()) >= NAMES, where


@pytest.mark.parametrize("encoding", ENCODINGS[::2])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_pipe_gets_whole_lines(database: Path, name: str, encoding: str) -> None:
    process = started(database, COMMANDS[name], encoding, subprocess.PIPE)
    output, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert output.decode(encoding)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_told_in_one_line(database: Path, name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        process = started(database, COMMANDS[name], "utf-8", full.fileno())
        _, errors = process.communicate()
    assert process.returncode == 1
    assert errors == b"error: cannot write the output: No space left on device\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_reader_that_leaves_is_no_failure_to_speak_of(database: Path, name: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = started(database, COMMANDS[name], "utf-8", writing)
    os.close(writing)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (1, b"")


@pytest.mark.parametrize("name", COMMANDS)
def test_no_output_at_all_is_no_traceback(database: Path, name: str) -> None:
    words = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-c"]
    words += ["from warehouse.cli.main import main; main()", *COMMANDS[name]]
    told = subprocess.run([*words, "--database", str(database)], capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (0, b"")
