"""Tables and intervals for the terminal.

Decision: a figure is shown as it is printed in the report, to the right and on one line; an empty
value is shown as nothing, never as zero. A table that is wider than the terminal is printed row by
row, as names and values, and what all rows of an answer share stands once: no column is squeezed
until it says something else, and no name is broken that must be typed. Output that is not for a
terminal is never wrapped. A sign that a terminal lacks is written with the signs that it has.
"""

import codecs
import textwrap
from collections.abc import Sequence
from typing import Any, Literal

UNBOUNDED = 10_000  # columns of what is no terminal
NARROWEST = 20
BORDERS = 3  # columns between two cells
# Signs with a likeness in every encoding. A letter has none: its number says which it was.
LIKENESS = {"–": "-", "−": "-", "≥": ">=", "†": "+", "’": "'", "“": '"', "”": '"'}


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
        parts = [*column.split(), *(texts if is_figure else " ".join(texts).split())]
        longest = max(map(cell_len, parts), default=0)
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
    return text.encode(encoding, REPLACED).decode(encoding)


def _replaced(error: UnicodeError) -> tuple[str | bytes, int]:
    """Return what is written for signs that an encoding lacks: a likeness, or else the number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    told = (LIKENESS.get(one) or one.encode("ascii", "backslashreplace").decode() for one in signs)
    return "".join(told), error.end


REPLACED = "warehouse.replaced"  # the name under which Python's encodings know `_replaced`
codecs.register_error(REPLACED, _replaced)


def _ascii(name: str) -> codecs.CodecInfo | None:
    """Return ASCII by a name of its own: by its usual name click takes it for a mistake."""
    if name != ASCII:
        return None
    of = codecs.lookup("ascii")
    parts = (of.streamreader, of.streamwriter, of.incrementalencoder, of.incrementaldecoder)
    return codecs.CodecInfo(of.encode, of.decode, *parts, name=ASCII)


ASCII = "warehouse_ascii"  # what click writes to as it is; to plain ASCII it writes UTF-8
codecs.register(_ascii)


def _records(columns: list[str], rows: list[list[str]], title: str | None, width: int) -> str:
    """Return each row as lines of `name: value`; only what is longer than a line goes on below."""
    is_answer = title is None and len(rows) > 1  # a table of the report keeps its rows whole
    shared = [is_answer and len(set(texts)) == 1 for texts in zip(*rows, strict=True)]
    lines = [title] if title else []
    if any(shared):
        lines += ["", f"in all {len(rows)} rows", *_lines(columns, rows[0], shared, width)]
    own = [not is_shared for is_shared in shared]
    for number, row in enumerate(rows if any(own) else [], 1):
        lines += ["", f"row {number} of {len(rows)}", *_lines(columns, row, own, width)]
    return "\n".join(lines)


def _lines(columns: list[str], row: list[str], chosen: list[bool], width: int) -> list[str]:
    """Return the chosen columns of a row as lines; a word longer than a line stays whole."""
    lines = []
    for column, text, is_chosen in zip(columns, row, chosen, strict=True):
        if is_chosen:
            lines += textwrap.wrap(
                f"{column}: {text}".rstrip(),
                width,
                initial_indent="  ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
    return lines


def interval(low: float | None, high: float | None) -> str:
    """Return two bounds in words, to one decimal; empty is without limit, equal ones are one."""
    ends = [
        "without limit" if end is None else f"{end:.1f}".removesuffix(".0") for end in (low, high)
    ]
    return " to ".join(dict.fromkeys(ends))
