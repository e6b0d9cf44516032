"""What becomes of a view of three united relations in DuckDB 1.4: see `tests/test_unions.py`."""

from pathlib import Path

import pytest

from environments import environment
from tests.reliability.clients import CLIENTS, read_with
from warehouse.build.engine import open_file

AT_ONCE = """
    select n from one union all select n from two union all select n from three
"""
IN_STEPS = """
    with pair as (select n from one union all select n from two)
    select n from pair union all select n from three
"""
DISTINCT = """
    select n from one union select n from two union select n from three
"""


@pytest.mark.parametrize(
    ("query", "rows"), [(AT_ONCE, 2), (IN_STEPS, 3), (DISTINCT, 3)], ids=["once", "steps", "union"]
)
def test_what_the_long_term_client_reads_of_a_union(tmp_path: Path, query: str, rows: int) -> None:
    path = tmp_path / "united.duckdb"
    with open_file(path) as connection:
        for number, name in enumerate(("one", "two", "three")):
            connection.execute(f"create table {name} as select {number} as n")
        connection.execute(f"create view united as {query}")
        assert len(connection.execute("from united").fetchall()) == 3
    found = read_with(environment(CLIENTS[0]), path)["views"]["main.united"]["rows"]
    assert len(found) == rows
