"""A warehouse of synthetic figures of any size, grown from a built one (see grown.sql).

Decision: it has the tables, views and comments of a warehouse, and no keys: with them, ten million
cells would take most of an hour. Its editions, headings and code lists say that they are synthetic.
The same source, size and seed give the same figures.
"""

from math import ceil
from pathlib import Path

from warehouse.build.describe import describe_tables_and_columns
from warehouse.build.engine import open_file
from warehouse.build.macros import create_macros
from warehouse.build.scale import STORED
from warehouse.build.views import create_table_views, create_views

EDITIONS = 20
ROWS = 32767  # as many as a row_position can number
KEPT = "main.all_cells"  # of what a small file stores of views


def grow(source: Path, target: Path, cells: int, seed: int = 2022) -> int:
    """Write at least `cells` cells, or at most one edition more, to `target`; return how many.

    `source` is a warehouse as `warehouse build` makes it, and `target` no file yet.
    """
    with open_file(target) as connection:
        connection.execute(f"attach '{_quoted(source)}' as source (read_only)")
        each, tallest = connection.execute(
            "select (select count(*) from source.main.all_cells where edition_code = newest), "
            "(select max(row_position) from source.main.report_row) "
            "from (select max_by(edition_code, publication_order) as newest "
            "from source.main.dim_edition)"
        ).fetchall()[0]
        copies = min(ceil(cells / EDITIONS / each), ROWS // tallest)
        for name, value in (
            ("seed", seed),
            ("copies", copies),
            ("editions", ceil(cells / copies / each)),
        ):
            connection.execute(f"set variable {name} = {value}")
        connection.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
        made = (
            "select schema_name, table_name from duckdb_tables() "
            "where database_name = $1 and not internal"
        )
        have = connection.execute(made, [target.stem]).fetchall()
        connection.execute("create schema build")
        for schema, name in connection.execute(made, ["source"]).fetchall():
            # What a build says of itself is not true of this file; what it stores is stored again.
            rows = "limit 0" if schema == "build" else ""
            whole = f"{schema}.{name}"
            if (schema, name) not in have and whole not in STORED:
                connection.execute(f"create table {whole} as from source.{whole} {rows}")
        connection.execute("insert into build.settings values ('stored_views', $1)", [KEPT])
        connection.execute("detach source")
        create_macros(connection)
        create_views(connection)
        create_table_views(connection)
        describe_tables_and_columns(connection)
        (total,) = connection.execute("select count(*) from main.all_cells").fetchall()[0]
        return int(total)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
