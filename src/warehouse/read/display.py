"""Tables and intervals for the terminal.

Decision: a figure is shown as it is printed in the report, to the right and on one line; an empty
value is shown as nothing, never as zero. A table that is wider than the terminal is printed row by
row, as names and values: no column is squeezed until it says something else. Output that is not for
a terminal is never wrapped.
"""

import textwrap
from collections.abc import Sequence
from typing import Any, Literal

UNBOUNDED = 10_000  # columns of what is no terminal
NARROWEST = 20
BORDERS = 3  # columns between two cells


def print_table(
    columns: list[str],
    rows: list[tuple[Any, ...]],
    title: str | None = None,
    below: Sequence[tuple[Any, ...]] = (),
) -> None:
    """Print rows as a table; numbers and printed cells to the right, an empty value as nothing.

    `below` are rows that a line parts from the others.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console.width = UNBOUNDED
    shown = [[_shown(value, console.encoding) for value in row] for row in [*rows, *below]]
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    least = 1
    for number, column in enumerate(columns):
        texts = [row[number] for row in shown]
        is_figure = all(text[:1].isdigit() or text[:1] in "<?:-" for text in texts)
        longest = max(map(cell_len, [column, *(texts if is_figure else " ".join(texts).split())]))
        least += BORDERS + longest
        justify: Literal["right", "left"] = "right" if is_figure else "left"
        table.add_column(Text(column), justify=justify, min_width=longest, overflow="fold")
    for number, row in enumerate(shown, 1):
        table.add_row(*map(Text, row), end_section=bool(below) and number == len(rows))
    if least > console.width and rows:
        print(_records(columns, shown, title, max(console.width, NARROWEST)))
    else:
        console.print(table)


def _shown(value: object, encoding: str) -> str:
    """Return a value as a terminal of that encoding can show it."""
    text = "" if value is None else str(value)
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _records(columns: list[str], rows: list[list[str]], title: str | None, width: int) -> str:
    """Return each row as lines of `name: value`; only what is longer than a line goes on below."""
    lines = [title] if title else []
    for number, row in enumerate(rows, 1):
        lines += ["", f"row {number} of {len(rows)}"]
        for column, text in zip(columns, row, strict=True):
            line = f"{column}: {text}".rstrip()
            lines += textwrap.wrap(line, width, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines)


def interval(low: float | None, high: float | None) -> str:
    """Return two bounds in words, to one decimal; empty is without limit, equal ones are one."""
    ends = [
        "without limit" if end is None else f"{end:.1f}".removesuffix(".0") for end in (low, high)
    ]
    return " to ".join(dict.fromkeys(ends))
