"""Migrations: one that fails half-way, and files made by every earlier step.

Decision: the failing step is a real one, added to a copy of the migrations, that creates a table
and then breaks; so it is the transaction, and not luck, that leaves nothing.
"""

import shutil
from pathlib import Path

import duckdb
from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.reliability.figures import Figures
from tests.reliability.judge import load
from tests.reliability.versions import contents
from warehouse.build import tables
from warehouse.build.engine import open_file
from warehouse.place import MIGRATIONS

FAILING = '''"""A step that breaks after its first table."""

from alembic import op

revision = "{revision}"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("create table half (figure integer)")
    op.execute("insert into half values (1), (2)")
    op.execute("create table half (figure integer)")


def downgrade() -> None:
    op.execute("drop table half")
'''


def revisions() -> list[str]:
    """Return the steps of the migrations, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    return [step.revision for step in steps][::-1]


def failing_migrations(folder: Path) -> Path:
    """Return a copy of the migrations with a last step that breaks."""
    copy = Path(shutil.copytree(MIGRATIONS, folder / "migrations"))
    step = FAILING.format(revision="9999", head=revisions()[-1])
    (copy / "versions" / "9999_breaks.py").write_text(step, encoding="utf-8")
    return copy


def upgrade(folder: Path, seeds: Path) -> Figures:
    """Upgrade a file made by each step, fill it, and compare it with one made from nothing."""
    figures = Figures("Upgrades", must_be_zero=("differs from a build from nothing",))
    steps = revisions()
    figures.add("steps of the migrations", len(steps))
    known = _filled(folder / "nothing.duckdb", seeds, [])
    for step in steps[:-1]:
        found = _filled(folder / f"{step}.duckdb", seeds, [step])
        figures.add("files of an earlier step upgraded")
        if found != known:
            figures.add("differs from a build from nothing")
            figures.notes.append(step)
    return figures


def _filled(path: Path, seeds: Path, stops: list[str]) -> str:
    """Migrate a new file with stops on the way, load the seeds, and return what it holds."""
    for stop in [*stops, "head"]:
        with open_file(path) as file:
            tables.migrate(file, stop)
    with duckdb.connect(str(path)) as connection:
        load(connection, seeds)
    return contents(path)
