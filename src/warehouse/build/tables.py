"""Make the empty tables of a new file.

Decision: the migrations say what the tables are, and `migrations/tables.sql` is what they come to:
the statements that Alembic runs, in their order. A build runs those, for to import SQLAlchemy and
Alembic takes longer than to load a report. The file says from which steps it was made; as long as
others stand beside it, Alembic runs them instead, so that it can be forgotten but never be wrong
(`python -m tests.renew_docs` makes it anew).
"""

import hashlib
import re
from functools import cache
from threading import Lock

import duckdb

from warehouse.build.engine import engine_on
from warehouse.faults import WarehouseError
from warehouse.place import MIGRATIONS

HEAD = "-- What the steps in versions/ come to (src/warehouse/build/tables.py).\n-- Steps: {}\n"
ALEMBIC = Lock()  # it has one context for all threads


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables in a new file, as the migrations describe them."""
    connection.execute(statements())


def code_columns() -> dict[str, list[str]]:
    """Return the columns of each code list, by its name, lists that others refer to first.

    The order of the lines in its seed is the sort order, which no seed has as a column.
    """
    tables = re.findall(r"^CREATE TABLE dim_(\w+) \((.*?)^\)", statements(), re.DOTALL | re.M)
    columns = {name: re.findall(r"^\t([a-z]\w*) ", body, re.M) for name, body in tables}
    return {
        name: [column for column in names if column != "sort_order"]
        for name, names in columns.items()
        if "sort_order" in names
    }


def statements() -> str:
    """Return the statements that create the tables, as written down or else as Alembic has them."""
    steps = digest()
    path, head = MIGRATIONS / "tables.sql", HEAD.format(steps)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if text.startswith(head):
        return text.removeprefix(head)
    with ALEMBIC:
        return rendered(steps)


def digest() -> str:
    """Return the SHA-256 of all steps of the migrations and of what runs them."""
    steps = [MIGRATIONS / "env.py", *sorted((MIGRATIONS / "versions").glob("*.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in steps)).hexdigest()


@cache
def rendered(_steps: str) -> str:
    """Return the statements that Alembic runs on a new file; they follow from the digest."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    run: list[str] = []

    def heard(_0: object, _1: object, statement: str, *_2: object) -> None:
        run.append("\n".join(line.rstrip() for line in statement.strip().splitlines()))

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        with duckdb.connect() as connection:
            migrate(connection)
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
    return ";\n".join(text for text in run if re.match("CREATE|INSERT|UPDATE|ALTER", text))


def migrate(connection: duckdb.DuckDBPyConnection, revision: str = "head") -> None:
    """Bring an open file to a revision of the migrations.

    Raises WarehouseError when a step fails or the file is filled already; DuckDB then has undone
    the whole run.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError
    from sqlalchemy.exc import SQLAlchemyError

    alembic = Config()
    # A percent sign in the name of a folder would be taken for the name of an option.
    alembic.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine_on(connection).connect() as another:
            alembic.attributes["connection"] = another
            command.upgrade(alembic, revision)
    except CommandError as error:
        raise WarehouseError(str(error)) from error
    except SQLAlchemyError as error:
        # The driver's own words; SQLAlchemy adds the whole statement and a link.
        reason = getattr(error, "orig", None) or error
        raise WarehouseError(f"a migration failed: {reason}") from error
