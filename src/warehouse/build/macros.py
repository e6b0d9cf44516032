"""Create the macros of `sql/macros/` in the file.

Decision: a macro computes with the bounds that it is given and reads no table. One that reads a
table would look for it in whatever database its caller uses, which may be another than its own;
questions to tables are views of the schema `analysis`. The leading comment of a file becomes the
comment in the catalogue.
"""

import duckdb

from warehouse.place import sql_files
from warehouse.sqltext import header


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every macro in the schema `mart`; a file holds one, and is named after it."""
    connection.execute("create schema if not exists mart")
    for path in sql_files("macros"):
        text = path.read_text(encoding="utf-8")
        connection.execute(text)
        comment = header(text).replace("'", "''")
        connection.execute(f"comment on macro mart.{path.stem} is '{comment}'")
