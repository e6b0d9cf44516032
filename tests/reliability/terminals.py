"""Every command on every kind of output: its encoding, its width, a terminal or a pipe.

Decision: the commands run in processes of their own, on a real terminal of the system. A table must
fit, and a figure must stand in one piece.
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

from tests.reliability.figures import Figures

ENCODINGS = ("utf-8", "latin-1", "cp850", "cp1252", "ascii")
WIDTHS = (160, 80, 60, 30)
COMMANDS = {
    "wide": ["query", "from mart.sex_work_sector_by_origin limit 3"],
    "figures": [
        "query",
        "select 12345678 as a, '<5' as b, 'Azië – x' as c, 500 as long_name_of_it",
    ],
    "printed": ["show", "victims_by_origin"],
    "names": ["tables"],
}
WHOLE = {"figures": ("12345678", "500", "<5"), "printed": ("330", "791", "322", "<5")}
STYLE = re.compile(r"\x1b\[[0-9;]*m")
BAD = ("failed or said something", "wider than the terminal", "figure torn")


def started(
    database: Path, command: list[str], encoding: str, output: int, errors: int = subprocess.PIPE
) -> "subprocess.Popen[bytes]":
    """Start a command with an encoding and an output."""
    code = "from warehouse.cli.main import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *command, "--database", str(database)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"}
        | {"PYTHONIOENCODING": encoding, "TERM": "xterm"},
    )


def on_terminal(
    database: Path, command: list[str], encoding: str, width: int, *, is_mistake: bool = False
) -> str:
    """Return what a terminal of that width and encoding is sent; of a mistake also the errors."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    errors = theirs if is_mistake else subprocess.PIPE
    process = started(database, command, encoding, theirs, errors)
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
    _, told = process.communicate()
    if not is_mistake and (process.returncode, told) != (0, b""):
        raise AssertionError(f"exit status {process.returncode}: {told.decode()}")
    return STYLE.sub("", sent.decode(encoding, "replace")).replace("\r\n", "\n")


def too_wide(text: str, width: int) -> list[str]:
    """Return the lines of tables that do not fit; words and sentences may be longer."""
    lines = [line for line in text.split("\n") if re.search(r"\S {3,}\S|───|\+--", line)]
    return [line for line in lines if len(line.rstrip()) > width]


def look(database: Path) -> Figures:
    """Run every command on 20 terminals and on 20 pipes."""
    figures = Figures("Terminals and pipes", must_be_zero=BAD)
    for encoding, width, is_terminal in product(ENCODINGS, WIDTHS, (True, False)):
        figures.add("terminals" if is_terminal else "pipes")
        for name, command in COMMANDS.items():
            figures.add("commands")
            try:
                text = _output(database, command, encoding, width, is_terminal)
            except (AssertionError, UnicodeDecodeError) as error:
                text, wrong = "", [BAD[0]]
                figures.notes.append(str(error))
            else:
                is_torn = not set(WHOLE.get(name, ())) <= set(text.split())
                wrong = [BAD[1]] * bool(is_terminal and too_wide(text, width))
                wrong += [BAD[2]] * is_torn
            for one in wrong:
                figures.add(one)
                figures.notes.append(f"{name}, {encoding}, {width}: {one}\n{text}")
    return figures


def _output(
    database: Path, command: list[str], encoding: str, width: int, is_terminal: bool
) -> str:
    if is_terminal:
        return on_terminal(database, command, encoding, width)
    process = started(database, command, encoding, subprocess.PIPE)
    output, errors = process.communicate()
    if (process.returncode, errors) != (0, b""):
        raise AssertionError(f"exit status {process.returncode}: {errors.decode()}")
    return output.decode(encoding)
