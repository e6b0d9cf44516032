"""What stands in a file of SQL: the words at its head, its query, and the places to fill in.

Decision: a file holds one plain query that also runs in a shell. One query serves every table of
every edition in print, and one every table of the same dimensions in the mart: which table it is
for stands in it as a variable, and is written into its text where a view is made. DuckDB refuses a
pivot whose columns depend on data inside a view, so the printed columns are written in as well.
Nothing else is changed.
"""

from collections.abc import Iterable

from warehouse.faults import WarehouseError
from warehouse.names import MEASURES
from warehouse.place import SQL, sql_files

PIVOT = "    on column_label\n"
PRINTED_COLUMNS = (
    "select table_code, list(printed_label order by column_position) from main.report_column "
    "where edition_code = $1 and printed_label is not null group by table_code"
)


def header(query: str, tag: str) -> str:
    """Return what the head of a query says behind a tag, one line per statement.

    A tag is a language (`-- nl: ...`) or what else a folder of queries agrees on; a statement goes
    on over lines that are indented.
    """
    told: list[str] = []
    is_meant = False
    for line in query.splitlines():
        if not line.startswith("--"):
            break
        text = line.removeprefix("--")
        if not text.startswith("     "):
            is_meant = text.startswith(f" {tag}: ")
            if is_meant:
                told.append(text.removeprefix(f" {tag}: "))
        elif is_meant:
            told[-1] += f" {text.strip()}"
    return "\n".join(told)


def body(query: str) -> str:
    """Return a query without its lines of comment."""
    return "\n".join(line for line in query.splitlines() if not line.startswith("--"))


def freeze(edition: str, table: str, columns: Iterable[str]) -> str:
    """Return the query of one report view, with its edition, table and printed columns written in.

    That is `sql/views/report.sql`.
    """
    query = (SQL / "views" / "report.sql").read_text(encoding="utf-8")
    names = ", ".join(quoted(column) for column in columns)
    query = _replaced(query, PIVOT, f"{PIVOT.rstrip()} in ({names})\n")
    return _filled(_filled(query, "edition", edition), "table_code", table)


def mart(table: str, shape: Iterable[str]) -> str:
    """Return the query of one view of the mart, with its table written in.

    It is that of `sql/views/mart/` whose name has the dimensions of `shape`, in whatever order.
    What else stands in `shape` is a measure: it has a column of its own in the place of counts.
    """
    words = set(shape)
    (measure,) = words & MEASURES.keys() or {"count"}
    for path in sql_files("views/mart"):
        if set(path.stem.split("_")) == words - {measure}:
            query = _filled(path.read_text(encoding="utf-8"), "table_code", table)
            if measure == "count":
                return query
            columns, shown = (_listed(MEASURES[name]) for name in ("count", measure))
            return _replaced(query, columns, shown)
    name = "_".join(sorted(words - {measure}))
    raise WarehouseError(f"{table} has no file in sql/views/mart/; add {name}.sql")


def is_of_a_table(query: str) -> bool:
    """Return whether a query is one to write a table into."""
    return "getvariable('table_code')" in query


def quoted(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _filled(query: str, variable: str, value: str) -> str:
    return _replaced(query, f"getvariable('{variable}')", quoted(value))


def _listed(columns: Iterable[str]) -> str:
    """Return columns as a query of the mart lists them."""
    return "".join(f"    {column},\n" for column in columns)


def _replaced(query: str, place: str, text: str) -> str:
    if query.count(place) != 1:
        raise WarehouseError(f"the query must hold {place.strip()!r} exactly once:\n{query}")
    return query.replace(place, text)
