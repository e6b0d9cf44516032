"""Columns that are called what a tool calls something of its own are known and stand on the page.

The clients themselves quote them in tests/outside/test_recipes.py.
"""

import re

import duckdb
import pandas  # type: ignore[import-untyped]
import polars

from tests.outside.recipes import PAGE

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


def test_edition_and_table_join_by_one_column(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select count(*), count(distinct (cells.edition_code, cells.table_code))
        from analysis.tidy_cells as cells
        inner join main.dim_table as tables
            on cells.table_key = tables.edition_code || '.' || tables.table_code
    """
    cells = "select count(*), count(distinct (edition_code, table_code)) from analysis.tidy_cells"
    assert warehouse.execute(query).fetchall() == warehouse.execute(cells).fetchall()
