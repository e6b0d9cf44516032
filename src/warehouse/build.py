"""Build the warehouse: migrations, code lists, facts, views, comments, checks; then publish.

Decision: the file is always built from nothing. The build is a pure function of migrations, seeds
and views, so the same inputs give the same contents, and nothing has to be repaired in place.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb

from warehouse.engine import STORAGE, open_engine
from warehouse.faults import WarehouseError
from warehouse.load import load
from warehouse.project import MIGRATIONS, sql_files
from warehouse.publish import publication
from warehouse.views import comment_everything, create_views


def build(database: Path, seeds: Path, progress: Callable[[str], None]) -> None:
    """Build the warehouse from `seeds` and publish it as `database`.

    `progress` is told the name of each step. Raises InputRefused for faults in the seeds and
    WarehouseError for anything else; the file at `database` is then as it was.
    """
    with publication(database) as building:
        progress("migrations")
        migrate(building)
        with duckdb.connect(str(building), config=STORAGE) as connection:
            progress("seeds")
            load(connection, seeds)
            progress("views")
            connection.execute("begin")
            create_views(connection)
            comment_everything(connection)
            connection.execute("commit")
            connection.execute("checkpoint")
        progress("checks")
        verify(building)
        progress("publication")


def migrate(database: Path, revision: str = "head") -> None:
    """Bring the file at `database`, created when missing, to a revision of the migrations."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with open_engine(database).connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def verify(database: Path) -> None:
    """Prove the rules of `sql/checks/` on the closed file and read every view once.

    Raises WarehouseError with the rows that break a rule.
    """
    broken = []
    with duckdb.connect(str(database), read_only=True) as connection:
        for path in sql_files("checks"):
            query = path.read_text(encoding="utf-8")
            rows = connection.execute(f"select * from ({query}) limit 5").fetchall()
            broken += [f"{path.stem}: {row}" for row in rows]
        views = connection.execute(
            "select schema_name, view_name from duckdb_views() where not internal"
        ).fetchall()
        for schema, view in views:
            try:
                connection.execute(f"from {schema}.{view}").fetchall()
            except duckdb.Error as error:
                broken.append(f"view {schema}.{view}: {error}")
    if broken:
        raise WarehouseError("the warehouse breaks its own rules:\n" + "\n".join(broken))
