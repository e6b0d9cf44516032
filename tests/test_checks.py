"""Every check before publication turns red when the warehouse breaks its rule."""

from pathlib import Path

import duckdb
import pytest

from warehouse.build import verify
from warehouse.faults import WarehouseError
from warehouse.project import sql_files
from warehouse.views import store

# What breaks each rule. Facts can only be broken by going round the loader; what is stored of them
# follows, except where it is the fault.
BREAK = {
    "cells_complete": "delete from fact_victims where table_code = 'victims_by_age' "
    "and row_position = 2 and column_position = 3",
    "grain": "insert into fact_cases select * from fact_cases limit 1",
    "meaning_unique": "insert into fact_cases select * replace (5 as column_position) "
    "from fact_cases where table_code = 'verdicts_by_outcome' and column_position = 4 "
    "and row_position = 1",
    "newest": "update fact_victims set is_newest = false where table_code = 'victims_by_age' "
    "and row_position = 2 and column_position = 3",
    # A copy of the table has no foreign keys, as in a large file.
    "references": "create table copied as from fact_victims; drop table fact_victims; "
    "alter table copied rename to fact_victims; "
    "update fact_victims set row_position = 99 where table_code = 'victims_by_age' "
    "and row_position = 2 and column_position = 3",
    "right_fact": "insert into fact_cases select * from fact_victims limit 1",
    "stored_cells": "update main.all_cells set printed = '9' where table_code = 'victims_by_age' "
    "and row_position = 2 and column_position = 3",
    "table_filled": "delete from fact_cases where table_code = 'cases_registered'",
}


def test_the_warehouse_passes(database: Path) -> None:
    verify(database)


def test_every_check_is_broken_here() -> None:
    assert {path.stem for path in sql_files("checks")} == set(BREAK)


@pytest.mark.parametrize("rule", BREAK)
def test_a_broken_rule_is_named(database: Path, tmp_path: Path, rule: str) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        changed = connection.execute(BREAK[rule]).fetchone()
        assert changed == (1,) or (changed is not None and changed[0] > 0)
        if rule != "stored_cells":
            store(connection)
    with pytest.raises(WarehouseError, match=f"{rule}: "):
        verify(copy)


def test_a_view_that_cannot_be_read_is_seen(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "create view mart.broken as select printed::integer from main.fact_cases"
        )
    with pytest.raises(WarehouseError, match=r"view mart\.broken: "):
        verify(copy)
