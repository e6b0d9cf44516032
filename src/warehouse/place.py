"""Where the project's data live.

Decision: migrations, seeds, SQL and templates stand beside `src/` in a checkout, where people
review them; an installed package carries a copy in `warehouse/data/`.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_BUNDLED = PACKAGE / "data"

ROOT = _BUNDLED if _BUNDLED.is_dir() else PACKAGE.parents[1]
MIGRATIONS = ROOT / "migrations"
SEEDS = ROOT / "seeds"
SITE = ROOT / "site"
SQL = ROOT / "sql"
DATABASE = Path("warehouse.duckdb")


def sql_files(folder: str) -> list[Path]:
    """Return the `.sql` files of one folder of `sql/`, in order of name."""
    return sorted((SQL / folder).glob("*.sql"))
