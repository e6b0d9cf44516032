"""Help and errors fit a terminal of any width and encoding, and no word that is typed is broken."""

import io
import re
import sys

import click
import pytest
from click.testing import CliRunner

from warehouse.cli import lines
from warehouse.cli.main import cli
from warehouse.read.display import ASCII, REPLACED

# What a person copies from a sentence: an option, a name, a file, a pattern of them.
TYPED = re.compile(r"\w[-_./=:\[]\w|^-")
WIDTHS = (30, 37, 50, 60, 80)


def helps(width: int) -> dict[str, str]:
    """Return the help of every command, and of all together, on a terminal of that width."""
    ways = [[], *([name] for name in cli.commands)]
    asked = {way[0] if way else "": [*way, "--help"] for way in ways}
    return {
        name: CliRunner().invoke(cli, words, terminal_width=width).output
        for name, words in asked.items()
    }


def broken(width: int) -> set[tuple[str, str]]:
    """Return the words of help that do not stand in one piece there, with their commands."""
    found = set()
    whole = helps(1000)
    for name, text in helps(width).items():
        is_of_all = not name  # it shortens what the commands are for
        for word in set(whole[name].split()) - set(text.split()):
            if TYPED.search(word) and not (is_of_all and text.count("...")):
                found.add((name, word))
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_help_keeps_whole_what_is_typed(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken(width) == set()
    for name, text in helps(width).items():
        paragraphs = text.replace("Examples:", "\n\nExamples:").split("\n\n")
        for line in "\n".join(one for one in paragraphs if "Examples:" not in one).split("\n"):
            assert len(line) <= width or " " not in line.strip(), (name, line)
    monkeypatch.setattr(click.Context, "formatter_class", click.HelpFormatter)
    assert bool(broken(width)) == (width < 80)


def test_examples_of_help_keep_their_lines() -> None:
    (line,) = (one for one in helps(30)["site"].split("\n") if "--contact me@" in one)
    assert line.startswith("      warehouse site --out public --base-url ")


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "text",
    [
        "Error: No such command 'querry'. Did you mean 'query'?",
        "Error: Invalid value for '--format': 'x' is not one of 'parquet', 'json-stat'.",
        'error: edition 2022 has no table "victims_by_agee"; did you mean victims_by_age?',
        "error: needs more: pip install 'warehouse-mensenhandel[site]'",
    ],
)
def test_an_error_goes_on_below_between_words(
    monkeypatch: pytest.MonkeyPatch, text: str, width: int
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", str(width))
    lines.tell(text)
    told = terminal.getvalue()
    assert told.split() == text.split()
    assert all(len(line) <= width or " " not in line for line in told.split("\n"))


def test_what_is_no_terminal_gets_the_line_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    text = "error: Parser Error: unterminated\n\nLINE 1: select 'a\n" + " " * 15 + "^"
    lines.tell(text)
    assert capsys.readouterr().err == f"{text}\n"
    # Nor is a line that fits touched on a terminal: its signs may point at another.
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    lines.tell(text)
    assert terminal.getvalue() == f"{text}\n"


def test_ascii_stays_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    """Click writes UTF-8 where a stream is said to be ASCII, but not to ours."""
    for encoding, sent in ((ASCII, b"Azi\\xeb - x\n"), ("ascii", "Azië – x\n".encode())):
        sent_to = io.BytesIO()
        stream = io.TextIOWrapper(sent_to, encoding=encoding, errors=REPLACED)
        monkeypatch.setattr(sys, "stderr", stream)
        lines.tell("Azië – x")
        stream.flush()
        assert sent_to.getvalue() == sent
