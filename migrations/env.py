"""How Alembic reaches the DuckDB file: `alembic -x database=PATH upgrade head`.

Decision: migrations make empty tables and nothing else, because a file is always built from
nothing. A file that holds something is refused, and a way back takes along what the build made over
the tables. DuckDB runs DDL inside transactions, so that a failing step undoes the whole run.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from alembic import context
from alembic.ddl.impl import DefaultImpl
from alembic.runtime.migration import MigrationInfo
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateSchema

from warehouse.build.engine import engine_on, open_file
from warehouse.build.provenance import OBJECTS
from warehouse.build.scale import STORED

SCHEMA = "build"  # of what the build and Alembic say of the file
FILLED = f"""
    select schema_name || '.' || table_name from duckdb_tables()
    where database_name = current_database() and estimated_size > 0
    and schema_name || '.' || table_name <> '{SCHEMA}.alembic_version'
"""


class DuckDBImpl(DefaultImpl):
    """Alembic asks every dialect for one of these; DuckDB needs no changes."""

    __dialect__ = "duckdb"
    transactional_ddl = True


def run(connection: Connection) -> None:
    """Run the migrations on one connection, in one transaction."""

    def after(*, step: MigrationInfo, heads: Collection[Any], **_: Any) -> None:
        if step.is_upgrade:
            refuse_filled(connection)
        else:
            clear(connection, is_all=not heads)

    context.configure(
        connection=connection,
        # Alembic calls it by the names of its arguments.
        on_version_apply=after,  # type: ignore[arg-type]
        version_table_schema=SCHEMA,
    )
    known = context.get_context()
    with context.begin_transaction():
        if not known.get_current_heads() and not known.opts.get("dont_mutate"):
            refuse_filled(connection)
            connection.execute(CreateSchema(SCHEMA, if_not_exists=True))
        context.run_migrations()


def refuse_filled(connection: Connection) -> None:
    """Raise CommandError when a table has rows; Alembic then undoes the run."""
    if filled := [name for (name,) in connection.execute(text(FILLED))]:
        raise CommandError(
            f"{sorted(filled)[0]} is filled, and the file stays as it is: migrations run on empty "
            "files only; build a new one with: warehouse build"
        )


def clear(connection: Connection, *, is_all: bool) -> None:
    """Drop what the build made over the tables; with `is_all` also what tables were made of."""
    objects = list(connection.execute(text(OBJECTS.read_text(encoding="utf-8"))))
    gone = {name for kind, name in objects if kind == "schema" and (is_all or name != SCHEMA)}
    statements = [f"drop schema {name} cascade" for name in gone]
    for kind, name in objects:
        is_made = kind in {"view", "macro"} or name in STORED or (is_all and kind == "type")
        if is_made and name.partition(".")[0] not in gone:
            statements.append(f"drop {kind} {name}")
    for statement in statements:
        connection.execute(text(statement))


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    path = Path(context.get_x_argument(as_dictionary=True).get("database", "warehouse.duckdb"))
    asked = getattr(context.config.cmd_opts, "cmd", [None])[0]
    if not path.is_file() and getattr(asked, "__name__", None) != "upgrade":
        raise CommandError(f"there is no file {path}; make one with: warehouse build")
    with open_file(path) as file, engine_on(file).connect() as opened:
        run(opened)
