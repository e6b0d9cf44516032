"""What stands in a file of SQL: its leading comment, its query, and the places to fill in.

Decision: a file holds one plain query that also runs in a shell. A view of the report is frozen
while it is created: DuckDB refuses a pivot whose columns depend on data inside a view, so the
edition and the list of printed columns are written into the query's text. Nothing else is changed.
"""

from pathlib import Path

from warehouse.faults import WarehouseError

EDITION = "getvariable('edition')"
PIVOT = "    on column_label\n"
PRINTED_COLUMNS = (
    "select table_code, list(printed_label order by column_position) from main.report_column "
    "where edition_code = $1 and printed_label is not null group by table_code"
)


def header(query: str) -> str:
    """Return the leading comment of a query, one line per statement."""
    lines: list[str] = []
    for line in query.splitlines():
        if not line.startswith("--"):
            break
        text = line.removeprefix("--")
        if text.startswith("     ") and lines:
            lines[-1] += f" {text.strip()}"
        else:
            lines.append(text.strip())
    return "\n".join(lines)


def body(query: str) -> str:
    """Return a query without its lines of comment."""
    return "\n".join(line for line in query.splitlines() if not line.startswith("--"))


def freeze(path: Path, edition: str, columns: list[str]) -> str:
    """Return the query of one report view with its edition and its printed columns written in."""
    query = path.read_text(encoding="utf-8")
    if query.count(EDITION) != 1 or query.count(PIVOT) != 1:
        message = f"{path.name} must hold {EDITION!r} and the line {PIVOT.strip()!r} exactly once"
        raise WarehouseError(message)
    names = ", ".join(quoted(column) for column in columns)
    frozen = f"{PIVOT.rstrip()} in ({names})\n"
    return query.replace(EDITION, quoted(edition)).replace(PIVOT, frozen)


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
