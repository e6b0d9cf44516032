"""What is printed can be read on any terminal: no traceback, no torn figure, no empty grid.

Each command is tried at four widths and in five encodings, into a terminal, a pipe, a full disk
and nothing at all.
"""

import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.reliability.terminals import (
    COMMANDS,
    ENCODINGS,
    WHOLE,
    WIDTHS,
    on_terminal,
    started,
    too_wide,
)

# An encoding does not change how wide a table is, nor a width how a letter is written.
TERMINALS = [*product(ENCODINGS[:1], WIDTHS), *product(ENCODINGS[1:], WIDTHS[2:3])]
NAMES = {"victims_by_sex_work_sector", "sex_work_sector_by_origin", "cases_adjudicated_by_form"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_terminal_of_any_width_and_encoding_shows_it(database: Path, name: str) -> None:
    for encoding, width in TERMINALS:
        text = on_terminal(database, COMMANDS[name], encoding, width)
        where = f"{encoding} {width}\n{text}"
        assert not too_wide(text, width), where
        assert set(WHOLE.get(name, ())) <= set(text.split()), where
        if name == "figures":
            assert ("Azië" if encoding != "ascii" else "Azi\\xeb") in text, where
        if name == "wide":
            # What the three rows share stands once where they are printed one by one.
            assert text.count("sex_work_sector_by_origin") == 1 + 2 * ("row 1 of 3" not in text)
            assert not re.search(r"^\s*\w\s*\n\s*\w\s*$", text, re.MULTILINE), where
        if name == "names":
            assert set(text.split()) >= NAMES, where


MISTAKES = {
    ("querry",): {"'query'?", "--help'"},
    ("plot",): {"--output", "--all"},
    ("show", "--language", "de", "é"): {"'nl',", "'en'.", "'--language':"},
    ("show", "victims_by_séx_work_sector"): {"victims_by_sex_work_sector", "tables"},
    ("site", "--help"): {"--base-url", "--without-sql", "--out"},
}


@pytest.mark.parametrize("words", MISTAKES, ids=" ".join)
def test_a_mistake_is_told_on_any_terminal(database: Path, words: tuple[str, ...]) -> None:
    for encoding, width in TERMINALS:
        text = on_terminal(database, list(words), encoding, width, is_mistake=True)
        where = f"{encoding} {width}\n{text}"
        assert "Traceback" not in text, where
        assert "\N{REPLACEMENT CHARACTER}" not in text, where
        assert set(text.split()) >= MISTAKES[words], where
        if words[-1] != "--help":
            assert max(map(len, text.split("\n"))) <= width, where


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
