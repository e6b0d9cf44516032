"""The lines of help and of errors: as wide as the terminal, and broken between words only.

Decision: what must be typed stands in one piece. Click breaks lines of help at every hyphen, and
lets the terminal cut those of errors anywhere. A word that is longer than a line is left to the
terminal, from where it is copied whole.
"""

import shutil
import sys
import textwrap
from collections.abc import Iterable

import click

WIDEST = 80
MARGIN = 2
NARROWEST = 20
LEAST = 50  # click shortens summaries of commands to what fits beside their names
BESIDE = 26  # columns that a description needs beside its name; else it stands below
BELOW = 4  # columns that it is indented there


class Help(click.HelpFormatter):
    """Writes help no wider than the terminal."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        room = min(shutil.get_terminal_size().columns, max_width or WIDEST) - MARGIN
        self.room = max(width or room, NARROWEST)
        super().__init__(indent_increment, max(self.room, LEAST), max_width)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        usage = f"{prefix or 'Usage: '}{prog} {args}".rstrip()
        self.write("\n".join(wrapped(usage, self.room, after="  ")) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with \\b keeps its lines."""
        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            mark, _, kept = paragraph.partition("\b\n")
            lines = textwrap.indent(kept, indent) if kept and not mark.strip() else ""
            paragraphs.append(lines or "\n".join(wrapped(paragraph, self.room, indent, indent)))
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names with what they are: beside each other, or below where there is no room."""
        rows = list(rows)
        widest = max(len(name) for name, _ in rows)
        column = self.current_indent + min(widest, col_max) + col_spacing
        is_beside = self.room - column >= BESIDE
        indent = " " * (column if is_beside else self.current_indent + BELOW)
        for name, text in rows:
            term = " " * self.current_indent + name
            lines = wrapped(" ".join(text.split()), self.room, indent, indent)
            if is_beside and lines and len(term) + col_spacing <= column:
                lines[0] = term + lines[0][len(term) :]
            else:
                lines = [*wrapped(term, self.room, after=" " * BELOW), *lines]
            self.write("\n".join(lines) + "\n")


def wrapped(text: str, width: int, before: str = "", after: str = "") -> list[str]:
    """Return a text in lines that begin with `before` and then with `after`; words stay whole."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=before,
        subsequent_indent=after,
        break_long_words=False,
        break_on_hyphens=False,
    )


def tell(text: str) -> None:
    """Print what went wrong; on a terminal, lines that are too long go on below."""
    if sys.stderr is not None and sys.stderr.isatty():
        width = max(shutil.get_terminal_size().columns, NARROWEST)
        lines = text.rstrip("\n").split("\n")
        text = "\n".join(
            "\n".join(wrapped(line, width)) if len(line) > width else line for line in lines
        )
    click.echo(text.rstrip("\n"), err=True)
