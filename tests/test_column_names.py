"""Columns that are called what a tool calls something of its own are known and stand on the page.

The clients themselves quote them in tests/outside/test_recipes.py.
"""

import re

import duckdb
import pandas  # type: ignore[import-untyped]
import polars
import pytest

from tests.outside.recipes import PAGE
from warehouse.names import FACTS

COLUMNS = """
    select distinct column_name
    from duckdb_columns()
    where not internal and not starts_with(schema_name, 'report_')
"""


def names_of(tool: str) -> set[str]:
    """Return the names that the page gives for a tool."""
    _, _, section = PAGE.read_text(encoding="utf-8").partition("\n## Names\n")
    row = re.search(rf"^\| {tool} \| (.*?) \|", section, re.MULTILINE)
    assert row
    return set(re.findall(r"`(\w+)`", row[1]))


def test_pandas_takes_the_names_that_the_page_gives(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = {name for (name,) in warehouse.execute(COLUMNS).fetchall()}
    taken = {name for name in columns if hasattr(pandas.DataFrame, name)}
    assert taken == names_of("pandas")


def test_polars_and_sql_need_no_quotes(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = "select year, count, rank() over (order by count) as rank from mart.victims_by_age"
    frame = polars.from_arrow(warehouse.sql(query).to_arrow_table())
    assert isinstance(frame, polars.DataFrame)
    assert frame.select("year", "count", "rank").rows() == warehouse.execute(query).fetchall()


@pytest.mark.parametrize(
    "cells", [*(f"main.fact_{name}" for name in FACTS), "main.all_cells", "analysis.tidy_cells"]
)
def test_edition_and_table_join_by_one_column(
    warehouse: duckdb.DuckDBPyConnection, cells: str
) -> None:
    joined = f"""
        select count(*), count(distinct (cells.edition_code, cells.table_code))
        from {cells} as cells
        inner join main.dim_table as tables on cells.table_key = tables.table_key
    """
    found = warehouse.execute(
        f"select count(*), count(distinct (edition_code, table_code)) from {cells}"
    ).fetchall()
    assert found[0][0] > 1
    assert warehouse.execute(joined).fetchall() == found


def test_codes_of_facts_join_by_one_column(warehouse: duckdb.DuckDBPyConnection) -> None:
    """All keys of facts but two: what heads a row and a column in print is found by its place."""
    keys = """
        select distinct referenced_table, constraint_column_names
        from duckdb_constraints()
        where constraint_type = 'FOREIGN KEY' and table_name in ('fact_victims', 'fact_cases')
    """
    wide = {table for table, names in warehouse.execute(keys).fetchall() if len(names) > 1}
    assert wide == {"dim_table", "report_row", "report_column"}
