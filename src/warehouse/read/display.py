"""Tables and intervals for the terminal.

Decision: a figure is shown as it is printed in the report, to the right; an empty value is shown as
nothing, never as zero. Output that is not for a terminal is never wrapped.
"""

from typing import Any


def print_table(columns: list[str], rows: list[tuple[Any, ...]], title: str | None = None) -> None:
    """Print rows as a table; numbers and printed cells to the right, an empty value as nothing."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    for number, column in enumerate(columns):
        texts = [str(row[number]) for row in rows if row[number] is not None]
        is_figure = all(text[:1].isdigit() or text[:1] in "<?:-" for text in texts)
        table.add_column(Text(column), justify="right" if is_figure else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    console = Console()
    if not console.is_terminal:
        console.width = 10_000
    console.print(table)


def interval(low: float | None, high: float | None) -> str:
    """Return two bounds in words, to one decimal; empty is without limit, equal ones are one."""
    ends = [
        "without limit" if end is None else f"{end:.1f}".removesuffix(".0") for end in (low, high)
    ]
    return " to ".join(dict.fromkeys(ends))
