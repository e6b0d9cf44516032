"""How Alembic reaches the DuckDB file: `alembic -x database=PATH upgrade head`.

The build hands over an open connection; the command line names a file. DuckDB runs DDL inside
transactions, so that a failing step undoes the whole run.
"""

from alembic import context
from alembic.ddl.impl import DefaultImpl
from sqlalchemy import Connection

from warehouse.build.engine import engine_on, open_file
from warehouse.build.statements import claim


class DuckDBImpl(DefaultImpl):
    """Alembic asks every dialect for one of these; DuckDB needs no changes."""

    __dialect__ = "duckdb"
    transactional_ddl = True


def run(connection: Connection) -> None:
    """Run the migrations on one connection, in one transaction."""
    context.configure(connection=connection, target_metadata=claim.metadata)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    path = context.get_x_argument(as_dictionary=True).get("database", "warehouse.duckdb")
    with open_file(path) as file, engine_on(file).connect() as opened:
        run(opened)
