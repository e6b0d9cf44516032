"""Create the views of `sql/views/`.

Decision: a view's file holds one plain query; the words at its head become its description. The
views of `report_<edition>` and of `mart` are made from what the file holds of each table: one query
serves all tables in print, and one all tables with the same dimensions in the mart (`sqltext.py`).
So a new table needs no new query.
"""

import re
from collections.abc import Iterator

import duckdb

from warehouse.build.describe import Name, Said, describe, head
from warehouse.build.scale import STORED, report_editions, stored_views
from warehouse.place import SQL, sql_files
from warehouse.sqltext import freeze, is_of_a_table, mart

SCHEMAS = ("main", "build", "quality", "mart", "meta", "analysis")


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every schema of SCHEMAS with its views; what is stored holds what the facts hold."""
    stored = stored_views(connection)
    texts = {}
    for schema in SCHEMAS:
        connection.execute(f"create schema if not exists {schema}")
        for path in sql_files(f"views/{schema}"):
            texts[f"{schema}.{path.stem}"] = path.read_text(encoding="utf-8")
    queries = {name: text for name, text in texts.items() if not is_of_a_table(text)}
    created: dict[Name, Said] = {}
    for name in _in_order(queries):
        kind = "table" if name in stored else "view"
        connection.execute(f"create or replace {kind} {name} as\n{queries[name]}")
        created[kind, name] = head(name, queries[name])
    describe(connection, created)


def _in_order(queries: dict[str, str]) -> list[str]:
    """Return the names of views, each behind those that it reads."""
    ordered: dict[str, None] = {}

    def add(name: str) -> None:
        query = re.sub("--.*", "", queries[name])
        for other in re.findall(r"\b\w+\.\w+", query):
            if other in queries and other != name:
                add(other)
        ordered[name] = None

    for name in queries:
        add(name)
    return list(ordered)


def store(connection: duckdb.DuckDBPyConnection) -> None:
    """Store anew what is stored, from what the facts hold by now."""
    for name in stored_views(connection):
        # In an order, so that files of the same inputs hold the same.
        shown = f"from (\n{_query(name)}\n) as shown order by all"
        connection.execute(f"delete from {name};\ninsert into {name}\n{shown}")


def unstore(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views of a large file, which stores none, anew: over the types of its facts."""
    if stored_views(connection):
        return
    tables = "select schema_name || '.' || table_name from duckdb_tables()"
    for (name,) in connection.execute(tables).fetchall():
        if name in STORED:
            connection.execute(f"drop table {name}")
            connection.execute("delete from build.objects where object_name = $1", [name])
    create_views(connection)


def is_true(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Return whether a relation of STORED holds the very rows that its view would show."""
    digest = "select (count(*), sum(hash(rows))) from (\n{}\n) as rows"
    stored, shown = digest.format(f"from {name}"), digest.format(_query(name))
    found = connection.execute(f"select ({stored}) is not distinct from ({shown})").fetchone()
    return found == (True,)


def create_table_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what shows a table: in `report_<edition>`, for editions that get it, and in `mart`."""
    created: dict[Name, Said] = {}
    for schema, table, query, said in list(table_views(connection)):
        name = f"{schema}.{table}"
        connection.execute(f"create schema if not exists {schema}")
        connection.execute(f"create or replace view {name} as\n{query}")
        created["view", name] = said
    describe(connection, created)


def table_views(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str, Said]]:
    """Yield schema, name, query and description of every view that shows a table."""
    editions = report_editions(connection)
    tables = (SQL / "build" / "describe" / "tables.sql").read_text(encoding="utf-8")
    for schema, table, edition, columns, shape, *said in connection.execute(tables).fetchall():
        if schema == "mart":
            yield schema, table, mart(table, shape), Said(*said)
        elif edition in editions:
            yield schema, table, freeze(edition, table, columns), Said(*said)


def _query(name: str) -> str:
    return (SQL / "views" / f"{name.replace('.', '/')}.sql").read_text(encoding="utf-8")
