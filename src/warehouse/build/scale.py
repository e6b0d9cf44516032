"""How a build treats many cells differently from few: the only place that knows of size.

Decision: one size, in cells, above which six things change, and the file says so in
`build.settings`. Facts are stored in narrow types (`sql/build/load/large.sql`): a code is a number
of a byte or two that reads as its text. Their foreign keys, each an index that costs more than
linearly, are then proved by those types and by query (`sql/build/checks/references.sql`, which
runs at every size). No view is stored as well. Views are bound before publication, but not read
from end to end; what they say is proved at the size of a report. Fewer editions have a schema
of report views of their own: nobody pages through many, and `warehouse show` draws the others
from the same queries. And every statement is shared out among all cores.
"""

import duckdb

from warehouse.names import FACTS
from warehouse.place import SQL
from warehouse.seeds.folder import Seeds

SMALL_UP_TO = 100_000  # cells
BYTES = 10  # of a seed, that a cell takes
# How many editions, the newest, get a schema of report views: 0.2 s each.
REPORT_SCHEMAS = 20
REPORT_SCHEMAS_IF_LARGE = 5
# Few cells are stored a second time as these views see them: all other views read them, and to plan
# them takes longer than to read them. Each stands behind those that it reads.
STORED = (
    *("build.all_codes", "main.all_cells", "main.labelled_cells", "build.printed_cells"),
    *("analysis.members", "build.term_sums"),
)
NARROWED = "select distinct type_name from staging.enumerated"
# Where facts take their words from, each in a column named as its type.
WIDE = f"""
    select table_name, column_name from duckdb_columns()
    where database_name = 'staging' and column_name in ({NARROWED})
    and table_name in ('row_key', 'column_key', 'token', 'cell_placement')
"""


def share_work(connection: duckdb.DuckDBPyConnection, seeds: Seeds) -> None:
    """Let a statement run on one core where there are few cells: to share it out takes longer."""
    size = sum(file.path.stat().st_size for file in seeds.files if file.kind == "cells")
    if size <= BYTES * SMALL_UP_TO:
        connection.execute("set threads = 1")


def narrow(connection: duckdb.DuckDBPyConnection) -> bool:
    """Give staging narrow types when it holds many cells; return whether it does."""
    (cells,) = connection.execute("select count(*) from staging.cell").fetchone() or (0,)
    if is_large := cells > SMALL_UP_TO:
        connection.execute((SQL / "build" / "load" / "large.sql").read_text(encoding="utf-8"))
        for (name,) in connection.execute(NARROWED).fetchall():
            values = f"select value from staging.enumerated where type_name = '{name}'"
            connection.execute(f"create type {name} as enum ({values} order by value)")
        for table, column in connection.execute(WIDE).fetchall():
            connection.execute(f"alter table staging.{table} alter {column} type {column}")
    return bool(is_large)


def prepare(connection: duckdb.DuckDBPyConnection, *, is_large: bool) -> None:
    """Make the empty facts fit for many cells or for few, and record what was decided."""
    if is_large:
        _create_narrow_facts(connection)
    decided = {
        "foreign_keys": "proved by query" if is_large else "declared",
        "report_schemas": str(REPORT_SCHEMAS_IF_LARGE if is_large else REPORT_SCHEMAS),
        "stored_views": "none" if is_large else ", ".join(STORED),
        "types_of_codes": "enumerations" if is_large else "texts",
        "views": "bound" if is_large else "read",
    }
    connection.executemany("insert into build.settings values ($1, $2)", list(decided.items()))


def stored_views(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Return which views of STORED are kept as tables in this file."""
    named = _setting(connection, "stored_views")
    return STORED if named is None else tuple(name for name in STORED if name in named.split(", "))


def reads_views(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether views are read to the end before publication, or only bound."""
    return _setting(connection, "views") != "bound"


def report_editions(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the editions that get a schema of report views: the newest ones."""
    found = connection.execute(
        "select edition_code from main.dim_edition order by publication_order desc limit $1",
        [int(_setting(connection, "report_schemas") or REPORT_SCHEMAS)],
    ).fetchall()
    return sorted(edition for (edition,) in found)


def _setting(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """Return what was decided when the file was filled; None when nothing was."""
    found = connection.execute(
        "select setting from build.settings where setting_name = $1", [name]
    ).fetchone()
    return None if found is None else str(found[0])


def _create_narrow_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the facts again with the types of the file, each for the column of its name.

    They have every constraint but keys; DuckDB can neither drop those nor change the type
    of a column that a constraint reads.
    """
    import sqlalchemy as sa
    from duckdb_engine import Dialect
    from sqlalchemy.schema import CreateTable

    from warehouse.build.star import METADATA

    class Enumeration(sa.types.UserDefinedType[str]):
        cache_ok = True

        def __init__(self, name: str) -> None:
            self.name = name

        def get_col_spec(self, **_: object) -> str:
            return self.name

    of_the_file = "not internal and database_name = current_database()"
    types = connection.execute(f"select type_name from duckdb_types() where {of_the_file}")
    known = {name for (name,) in types.fetchall()}
    narrowed = sa.MetaData()
    for process in FACTS:
        table = METADATA.tables[f"fact_{process}"].to_metadata(narrowed)
        for column in table.columns:
            if column.name in known:
                column.type = Enumeration(column.name)
        table.constraints.discard(table.primary_key)
        create = CreateTable(table, include_foreign_key_constraints=[])
        connection.execute(f"drop table {table.name}")
        connection.execute(str(create.compile(dialect=Dialect())))
