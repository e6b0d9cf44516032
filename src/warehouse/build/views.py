"""Create the views of `sql/views/` and comment everything in the catalogue.

Decision: a view's file holds one plain query; its leading comment becomes the comment in the
catalogue. A view of the report is frozen while it is created: DuckDB refuses a pivot whose
columns depend on data inside a view, so the edition and the list of printed columns are written
into the query's text. Nothing else is changed.
"""

import re

import duckdb
import yaml

from warehouse.build.scale import STORED, is_stored, report_editions
from warehouse.faults import WarehouseError
from warehouse.place import SQL, sql_files
from warehouse.sqltext import PRINTED_COLUMNS, freeze, header, quoted

SCHEMAS = ("main", "mart", "quality", "meta", "analysis")
STRINGS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every schema of SCHEMAS with its views; what is stored holds what the facts hold."""
    for schema in SCHEMAS:
        connection.execute(f"create schema if not exists {schema}")
        queries = {
            path.stem: path.read_text(encoding="utf-8") for path in sql_files(f"views/{schema}")
        }
        for name in _in_order(schema, queries):
            _create(connection, schema, name, queries[name])


def _in_order(schema: str, queries: dict[str, str]) -> list[str]:
    """Return the names of views, each behind those of its schema that it reads."""
    ordered: dict[str, None] = {}

    def add(name: str) -> None:
        query = re.sub("--.*", "", queries[name])
        for other in re.findall(rf"\b{schema}\.(\w+)", query):
            if other in queries and other != name:
                add(other)
        ordered[name] = None

    for name in queries:
        add(name)
    return list(ordered)


def store(connection: duckdb.DuckDBPyConnection) -> None:
    """Store anew what is stored, from what the facts hold by now.

    A large file stores nothing; its views are made anew, over the types that its facts have.
    """
    if not is_stored(connection):
        tables = "select schema_name || '.' || table_name from duckdb_tables()"
        for (name,) in connection.execute(tables).fetchall():
            if name in STORED:
                connection.execute(f"drop table {name}")
        create_views(connection)
        return
    for name in STORED:
        query = (SQL / "views" / f"{name.replace('.', '/')}.sql").read_text(encoding="utf-8")
        connection.execute(f"delete from {name}; insert into {name}\n{query}")


def create_report_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create one schema `report_<edition>` per edition that gets one, with its views."""
    for edition in report_editions(connection):
        _create_report(connection, edition)


def _create_report(connection: duckdb.DuckDBPyConnection, edition: str) -> None:
    connection.execute(f"create schema report_{edition}")
    columns = dict(connection.execute(PRINTED_COLUMNS, [edition]).fetchall())
    for path in sql_files("views/report"):
        if path.stem in columns:
            query = freeze(path, edition, columns[path.stem])
            _create(connection, f"report_{edition}", path.stem, query)


def _create(connection: duckdb.DuckDBPyConnection, schema: str, name: str, query: str) -> None:
    kind = "table" if f"{schema}.{name}" in STORED and is_stored(connection) else "view"
    comment = quoted(header(query))
    connection.execute(
        f"create or replace {kind} {schema}.{name} as\n{query};\n"
        f"comment on {kind} {schema}.{name} is {comment}"
    )


def comment_everything(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the comments of tables and of all columns; views have theirs from their files.

    Raises WarehouseError when a table or a column has no comment, or a comment has no column.
    """
    text = (SQL / "comments.yml").read_text(encoding="utf-8")
    comments = yaml.load(text, STRINGS)  # noqa: S506  it makes strings only
    unused = {("table", name) for name in comments["tables"]}
    unused |= {("column", name) for name in comments["columns"]}
    missing, statements, described = [], [], []
    for schema, table, is_view, columns, types in _relations(connection):
        if not is_view and f"{schema}.{table}" not in STORED:
            unused.discard(("table", table))
            if text := comments["tables"].get(table):
                statements.append(f"comment on table {schema}.{table} is {quoted(text)}")
            else:
                missing.append(f"table {table}")
        for number, (column, data_type) in enumerate(zip(columns, types, strict=True), 1):
            printed = schema.startswith("report_") and column != "label"
            key = "printed_column" if printed else column
            unused.discard(("column", key))
            if not (text := comments["columns"].get(key)):
                missing.append(f"column {schema}.{table}.{column}")
                continue
            described.append((f"{schema}.{table}", number, column, data_type, text))
            identifier = column.replace('"', '""')
            statements.append(
                f'comment on column {schema}.{table}."{identifier}" is {quoted(text)}'
            )
    wrong = [f"no comment for {name}" for name in missing]
    wrong += [f"comment for {kind} {name}, which does not exist" for kind, name in sorted(unused)]
    if wrong:
        raise WarehouseError("sql/comments.yml: " + "; ".join(wrong))
    # Over a thousand tiny statements: planning them well takes longer than running them.
    connection.execute("pragma disable_optimizer; set threads = 1")
    connection.execute(";\n".join(statements))
    connection.execute("pragma enable_optimizer; reset threads")
    # The catalogue cannot be read from inside a file that is attached under another name.
    fields = ", ".join(f"unnest(${number})" for number in range(1, 6))
    lists = [list(values) for values in zip(*described, strict=True)]
    connection.execute(f"insert into main.build_column select {fields}", lists)


def _relations(
    connection: duckdb.DuckDBPyConnection,
) -> list[tuple[str, str, bool, list[str], list[str]]]:
    """Return schema, name, whether it is a view, columns and their types of every table and view.

    One query for all: to list columns, DuckDB binds every view of the file.
    """
    return connection.execute(
        "with relations as ("
        "select schema_name, table_name, false as is_view from duckdb_tables() "
        "where database_name = current_database() and not internal "
        "union all select schema_name, view_name, true from duckdb_views() "
        "where database_name = current_database() and not internal) "
        "select schema_name, table_name, is_view, list(column_name order by column_index), "
        # An enumeration is how a large file stores text; its values may be thousands.
        "list(if(data_type like 'ENUM(%', 'VARCHAR', data_type) order by column_index) "
        "from relations inner join duckdb_columns() as columns using (schema_name, table_name) "
        "where columns.database_name = current_database() "
        "group by all order by all"
    ).fetchall()
