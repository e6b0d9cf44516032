"""Create the macros of `sql/macros/` in the file.

Decision: a macro computes with the bounds that it is given and reads no table. One that reads a
table would look for it in whatever database its caller uses, which may be another than its own;
questions to tables are views of the schema `analysis`. How to call a macro and what the head of its
file says become its description.
"""

import re

import duckdb

from warehouse.build.describe import Name, Said, describe, head
from warehouse.place import sql_files


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every macro in the schema `mart`; a file holds one, and is named after it."""
    connection.execute("create schema if not exists mart")
    macros: dict[Name, Said] = {}
    for path in sql_files("macros"):
        text = path.read_text(encoding="utf-8")
        name = f"mart.{path.stem}"
        connection.execute(text)
        (call,) = re.findall(rf"create macro ({name}\(.*?\)) as", text)
        macros["macro", name] = Said(*(f"{call}\n{told}" for told in head(name, text)))
    describe(connection, macros)
