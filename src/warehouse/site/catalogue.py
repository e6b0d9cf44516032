"""What is in the database file: schemas, tables, views and columns, with what they mean.

Decision: the file describes itself in both languages; pages show what it says, and nothing else.
"""

from pathlib import Path

from warehouse.place import SQL
from warehouse.read.query import Record, fetch_dicts


def catalogue(database: Path) -> list[Record]:
    """Return the schemas by `name`, each with its `relations`: tables and views.

    A relation has `name`, `kind` (table, view) and `columns`; a column has `name` and `type`. All
    three have `description_nl` and `description_en`, one line per statement.
    """
    query = (SQL / "site" / "catalogue.sql").read_text(encoding="utf-8")
    return fetch_dicts(database, query)
