"""What a build does otherwise when there is much: the only place that knows of size.

Decision: one size, in cells, above which three things change, and the file says so in
`build_setting`. Foreign keys of facts cost an index per column, and more than linearly
(docs/performance.md): they are then proved by query alone (`sql/checks/references.sql`, which runs
at every size). Views are planned before publication, but not read from end to end; what they say is
proved at the size of a report. And rows are stored in any order.
Apart from that, only so many editions have a schema of report views of their own: nobody pages
through more, and `warehouse show` draws the others from the same queries.
"""

import duckdb

SMALL_UP_TO = 100_000  # cells
REPORT_SCHEMAS_UP_TO = 20  # editions


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty facts fit for the cells in `staging.cell`, and record what was decided."""
    (cells,) = connection.execute("select count(*) from staging.cell").fetchone() or (0,)
    is_large = cells > SMALL_UP_TO
    if is_large:
        _drop_foreign_keys(connection)
        connection.execute("set preserve_insertion_order = false")
    decided = {
        "foreign_keys": "proved by query" if is_large else "declared",
        "views": "planned" if is_large else "read",
    }
    connection.executemany("insert into build_setting values ($1, $2)", list(decided.items()))


def proof_of_views(connection: duckdb.DuckDBPyConnection) -> str:
    """Return the query, with a place for the name, that proves a view before publication."""
    (decided,) = connection.execute(
        "select setting from build_setting where setting_name = 'views'"
    ).fetchone() or ("read",)
    # Every value is computed, and none is carried out of DuckDB.
    read = "select bit_xor(hash(rows)) from (from {view}) as rows"
    return read if decided == "read" else f"explain {read}"


def _drop_foreign_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the facts again without them: DuckDB cannot drop a constraint."""
    from duckdb_engine import Dialect
    from sqlalchemy.schema import CreateTable

    from warehouse.models import FACTS, METADATA

    for process in FACTS:
        table = METADATA.tables[f"fact_{process}"]
        create = CreateTable(table, include_foreign_key_constraints=[])
        connection.execute(f"drop table {table.name}")
        connection.execute(str(create.compile(dialect=Dialect())))


def report_editions(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the editions that get a schema of report views: the newest ones."""
    found = connection.execute(
        "select edition_code from main.dim_edition order by edition_code desc limit $1",
        [REPORT_SCHEMAS_UP_TO],
    ).fetchall()
    return sorted(edition for (edition,) in found)
