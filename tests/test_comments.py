"""Everything in the catalogue is described, and nothing is described that does not exist."""

from pathlib import Path

import duckdb
import pytest

from warehouse.build import views
from warehouse.build.views import comment_everything
from warehouse.faults import WarehouseError
from warehouse.place import SQL
from warehouse.sqltext import header


@pytest.mark.parametrize(
    "query",
    [
        "select schema_name, table_name, comment from duckdb_tables() where not internal",
        "select schema_name, view_name, comment from duckdb_views() where not internal",
        "select schema_name || '.' || table_name, column_name, comment from duckdb_columns() "
        "where not internal",
    ],
    ids=["tables", "views", "columns"],
)
def test_everything_has_a_comment(warehouse: duckdb.DuckDBPyConnection, query: str) -> None:
    rows = warehouse.execute(query).fetchall()
    assert len(rows) > 15
    assert [row[:2] for row in rows if not (row[2] or "").strip()] == []


def test_a_view_is_described_by_the_head_of_its_file(warehouse: duckdb.DuckDBPyConnection) -> None:
    for schema, folder in (("mart", "mart"), ("report_2022", "report"), ("main", "main")):
        for path in (SQL / "views" / folder).glob("*.sql"):
            (comment,) = warehouse.execute(
                "select comment from duckdb_views() where schema_name = $1 and view_name = $2 "
                "union all "
                "select comment from duckdb_tables() where schema_name = $1 and table_name = $2",
                [schema, path.stem],
            ).fetchone() or (None,)
            assert comment == header(path.read_text(encoding="utf-8"))
            assert "Unit:" in comment or folder == "main"
            assert "Hidden:" in comment


@pytest.fixture
def comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "comments.yml"
    path.write_bytes((SQL / "comments.yml").read_bytes())
    monkeypatch.setattr(views, "SQL", tmp_path)
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  share: Printed", "  shard: Printed", "no comment for column main.all_cells.share"),
        ("  share: Printed", "  shard: Printed", "comment for column shard, which does not exist"),
        ("  dim_sex: Code", "  dim_sax: Code", "no comment for table dim_sex"),
        ("  dim_sex: Code", "  dim_sax: Code", "comment for table dim_sax, which does not exist"),
    ],
)
def test_drift_of_comments_is_refused(
    database: Path, tmp_path: Path, comments: Path, old: str, new: str, message: str
) -> None:
    text = comments.read_text(encoding="utf-8")
    assert old in text
    comments.write_text(text.replace(old, new), encoding="utf-8")
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection, pytest.raises(WarehouseError, match=message):
        comment_everything(connection)
