"""What a build stores, stored again: for tests that plant a figure in the facts of a built file."""

import duckdb

from warehouse.project import SQL
from warehouse.scale import STORED


def refresh(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the views see the facts as they are now."""
    for name in STORED:
        query = (SQL / "views" / f"{name.replace('.', '/')}.sql").read_text(encoding="utf-8")
        connection.execute(f"delete from {name}")
        connection.execute(f"insert into {name}\n{query}")
