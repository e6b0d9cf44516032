"""No view unites three relations at once: it would lose rows in DuckDB 1.4.

DuckDB stores such a view for older versions as a tree that branches on both sides
(duckdb/duckdb#19109), and 1.4 gives the branches of such a tree the same place in the result
(duckdb/duckdb#20785). What 1.4 reads is tested in `tests/outside/test_unions.py`.
"""

from pathlib import Path

import duckdb


def test_no_view_unites_three_relations_at_once(database: Path) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        stored = connection.execute(
            "select schema_name || '.' || view_name, sql from duckdb_views() where not internal"
        ).fetchall()
    assert len(stored) > 50
    assert [name for name, sql in stored if "UNION ALL ((" in sql] == []
