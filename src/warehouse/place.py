"""Where the project's data live, and where a warehouse may.

Decision: migrations, seeds, SQL and templates stand beside `src/` in a checkout, where people
review them; an installed package carries a copy in `warehouse/data/`. A name that DuckDB would take
for something else is refused in words before it does.
"""

import re
from pathlib import Path

from warehouse.faults import WarehouseError

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


def check_own(seeds: Path) -> None:
    """Raise WarehouseError when seeds that are to be written belong to the installed program."""
    if seeds.resolve().is_relative_to(PACKAGE):
        raise WarehouseError(
            f"the seeds in {seeds} are part of the installed program and vanish with it; "
            "copy them to a folder of your own and name that, such as --seeds my-seeds"
        )


def for_duckdb(database: Path) -> str:
    """Return the path by which DuckDB opens a file: absolute, so that `~` and `s3:` are names.

    Raises WarehouseError for a name under which it would open another file, or in which it would
    not find the schemas.
    """
    path = str(database.absolute())
    # The name that DuckDB gives to what is in the file.
    inside = next((part.lower() for part in database.name.split(".") if part), "")
    schemas = {folder.name for folder in (SQL / "views").iterdir()} - {"main"}
    try:
        path.encode()
    except UnicodeEncodeError as error:
        raise WarehouseError(f"{path!a} is no name in UTF-8; name it otherwise") from error
    if found := set("?\\") & set(database.absolute().as_posix()):
        raise WarehouseError(
            f"DuckDB cannot open {path}, for it takes {found.pop()} for the end of a name; "
            "name the file or its folder otherwise"
        )
    if inside in schemas or re.fullmatch("report_([a-z0-9]+_)*20[0-9]{2}", inside):
        raise WarehouseError(
            f"{path} has the name of the schema {inside}, and DuckDB would not know which of the "
            "two is meant; name the file otherwise"
        )
    return path
