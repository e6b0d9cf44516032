"""What differs between two editions of one warehouse, or between two warehouse files.

Decision: editions are compared by meaning (`quality.revisions`), files by their rows: every table
of both, matched on its key, whatever it holds.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.build.scale import STORED
from warehouse.faults import WarehouseError
from warehouse.place import for_duckdb
from warehouse.read.query import fetch_dicts
from warehouse.sqltext import quoted

# What an edition brings by itself; counted, but not worth a line per cell.
EXPECTED = ("year_left", "year_entered")
CELL = ["edition_code", "table_code", "row_position", "column_position"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One row that differs: `kind` is added, removed or changed; old and new hold what differs."""

    kind: str
    table: str
    key: Row
    old: Row
    new: Row


def compare_editions(database: Path, old: str, new: str) -> list[Row]:
    """Return the rows of `quality.revisions` between two editions; `old` appeared first."""
    return fetch_dicts(
        database,
        "from quality.revisions where old_edition_code = $1 and new_edition_code = $2 "
        "order by table_code, revision_kind, label, year",
        old,
        new,
    )


def compare_files(old: Path, new: Path) -> list[Change]:
    """Return every row that differs between two warehouse files.

    Raises WarehouseError when a file is missing or is not a warehouse.
    """
    for path in (old, new):
        if not path.is_file():
            raise WarehouseError(f"there is no file {path}")
    with duckdb.connect() as connection:
        try:
            for name, path in (("old_file", old), ("new_file", new)):
                connection.execute(f"attach {quoted(for_duckdb(path))} as {name} (read_only)")
            connection.execute("set enable_external_access = false")
            tables = _tables(connection, "old_file") | _tables(connection, "new_file")
            changes: list[Change] = []
            for table in sorted(tables):
                changes += _compare_table(connection, table)
            return changes + _compare_views(connection)
        except duckdb.Error as error:
            raise WarehouseError(f"{old} and {new} cannot be compared: {error}") from error


def _tables(connection: duckdb.DuckDBPyConnection, file: str) -> set[str]:
    """Return the tables of figures: neither what a build says of itself, nor what it stores."""
    query = (
        "select table_name from duckdb_tables() where database_name = $1 and schema_name = 'main' "
        "and not list_contains($2, schema_name || '.' || table_name)"
    )
    return {name for (name,) in connection.execute(query, [file, list(STORED)]).fetchall()}


def _columns(connection: duckdb.DuckDBPyConnection, file: str, table: str) -> list[str]:
    query = (
        "select column_name from duckdb_columns() where database_name = $1 "
        "and schema_name = 'main' and table_name = $2 order by column_index"
    )
    return [name for (name,) in connection.execute(query, [file, table]).fetchall()]


def _key(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    query = (
        "select constraint_column_names from duckdb_constraints() "
        "where schema_name = 'main' and table_name = $1 and constraint_type = 'PRIMARY KEY' limit 1"
    )
    found = connection.execute(query, [table]).fetchone()
    return list(found[0]) if found else CELL


def _compare_table(connection: duckdb.DuckDBPyConnection, table: str) -> list[Change]:
    old_columns = _columns(connection, "old_file", table)
    new_columns = _columns(connection, "new_file", table)
    if old_columns != new_columns:
        kind = "changed" if old_columns and new_columns else "added" if new_columns else "removed"
        old, new = (
            {"columns": columns} if columns else {} for columns in (old_columns, new_columns)
        )
        return [Change(kind, table, {"table": table}, old, new)]
    key = _key(connection, table)
    old_rows = _only_in(connection, "old_file", "new_file", table, key)
    new_rows = _only_in(connection, "new_file", "old_file", table, key)
    changes = []
    for name in sorted(old_rows.keys() | new_rows.keys(), key=str):
        old, new = old_rows.get(name, {}), new_rows.get(name, {})
        kind = "changed" if old and new else "added" if new else "removed"
        differing = [column for column in old | new if old.get(column) != new.get(column)]
        shown = [{c: row[c] for c in differing if c in row} for row in (old, new)]
        changes.append(Change(kind, table, dict(zip(key, name, strict=True)), *shown))
    return changes


def _only_in(
    connection: duckdb.DuckDBPyConnection, file: str, other: str, table: str, key: list[str]
) -> dict[tuple[Any, ...], Row]:
    """Return the rows of a table that the other file lacks, by key."""
    # That a newer edition came is told once, not again at each cell that it prints anew.
    told = "select columns(lambda name: name <> 'is_newest')"
    result = connection.execute(
        f"{told} from {file}.main.{table} except {told} from {other}.main.{table}"
    )
    columns = [column[0] for column in result.description]
    rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    return {tuple(row[column] for column in key): row for row in rows}


def _compare_views(connection: duckdb.DuckDBPyConnection) -> list[Change]:
    query = (
        "select schema_name || '.' || view_name, sql from duckdb_views() "
        "where database_name = $1 and not internal"
    )
    old, new = (
        dict(connection.execute(query, [file]).fetchall()) for file in ("old_file", "new_file")
    )
    changes = []
    for name in sorted((old.keys() | new.keys()) - set(STORED)):
        if old.get(name) != new.get(name):
            kind = (
                "changed" if name in old and name in new else "added" if name in new else "removed"
            )
            changes.append(Change(kind, "view", {"view": name}, {}, {}))
    return changes
