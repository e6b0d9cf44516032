"""Every check before publication turns red when the warehouse breaks its rule."""

import itertools
import random
from pathlib import Path

import duckdb
import pytest

from warehouse.build.build import verify
from warehouse.build.scale import STORED
from warehouse.build.views import is_true, store
from warehouse.faults import WarehouseError
from warehouse.place import SQL, sql_files

# A copy of the facts has no keys, as in a large file.
WITHOUT_KEYS = "create table copied as from {0}; drop table {0}; alter table copied rename to {0}; "
# What breaks each rule. Facts can only be broken by going round the loader; what is stored of them
# follows.
BREAK = {
    "cells_complete": "delete from fact_victims where table_code = 'victims_by_age' "
    "and row_position = 2 and column_position = 3",
    "grain": WITHOUT_KEYS.format("fact_cases")
    + "insert into fact_cases select * from fact_cases limit 1",
    "meaning_unique": WITHOUT_KEYS.format("fact_cases")
    + "insert into fact_cases select * replace (5 as column_position) "
    "from fact_cases where table_code = 'verdicts_by_outcome' and column_position = 4 "
    "and row_position = 1",
    "newest": "update fact_victims set is_newest = false where table_code = 'victims_by_age' "
    "and row_position = 2 and column_position = 3",
    "references": WITHOUT_KEYS.format("fact_victims")
    + "update fact_victims set row_position = 99 where table_code = 'victims_by_age' "
    "and row_position = 2 and column_position = 3",
    "right_fact": "insert into fact_cases by name "
    "select * exclude (table_key) from fact_victims limit 1",
    "series_key": "update fact_victims set series_key = series_key || '.sex=F' "
    "where table_code = 'victims_by_age' and row_position = 2 and column_position = 3",
    "table_filled": "delete from fact_cases where table_code = 'cases_registered'",
}


def broken(path: Path) -> str:
    """Return what the checks find in a file; `verify` also reads every view, which takes longer."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return "\n".join(
            f"{check.stem}: {row}"
            for check in sql_files("build/checks")
            for row in connection.execute(check.read_text(encoding="utf-8")).fetchmany(5)
        )


def test_the_warehouse_passes(database: Path) -> None:
    verify(database)
    assert broken(database) == ""


def test_every_check_is_broken_here() -> None:
    assert {path.stem for path in sql_files("build/checks")} == set(BREAK)


@pytest.mark.parametrize("rule", BREAK)
def test_a_broken_rule_is_seen(database: Path, tmp_path: Path, rule: str) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        changed = connection.execute(BREAK[rule]).fetchone()
        assert changed == (1,) or (changed is not None and changed[0] > 0)
        store(connection)
    assert f"{rule}: " in broken(copy)


def test_what_is_broken_is_named_before_publication(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        for rule in ("cells_complete", "grain"):
            connection.execute(BREAK[rule])
    with pytest.raises(WarehouseError, match="cells_complete: ") as told:
        verify(copy)
    assert "grain: " in str(told.value)


@pytest.mark.parametrize("name", STORED)
def test_what_is_stored_is_what_its_view_would_show(
    writable: duckdb.DuckDBPyConnection, name: str
) -> None:
    assert is_true(writable, name)
    (column,) = writable.execute(f"select * from {name} limit 0").description[:1]
    for fault in (
        f"update {name} set {column[0]} = 'x' where rowid = 0",
        f"delete from {name} where rowid = 0",
        f"insert into {name} from {name} limit 1",
    ):
        writable.execute("begin")
        writable.execute(fault)
        assert not is_true(writable, name), fault
        writable.execute("rollback")


def test_what_is_stored_wrongly_is_named_before_publication(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute("update analysis.members set printed = '9' where rowid = 0")
    with pytest.raises(WarehouseError, match=r"analysis\.members is not what its view would show"):
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


def test_newest_is_judged_as_it_is_defined() -> None:
    """Of drawn prints of a cell by several editions, with blanks, any wrong mark is seen."""
    draw = random.Random(1)  # noqa: S311  not a secret
    editions, years = ("2030", "2031", "2032"), (1983, 1984, 2047, 2048, 2049)
    check = (SQL / "build" / "checks" / "newest.sql").read_text(encoding="utf-8")
    prints = [
        (edition, year, draw.choice("AQL"))
        for edition, year in itertools.product(editions, years)
        if draw.random() < 0.8
    ]
    with duckdb.connect() as connection:
        connection.execute(
            "create table facts as select 't' as table_code, 't.count' as series_key, "
            "1 as row_position, "
            "unnest($1) as edition_code, unnest($2)::smallint as year, "
            "unnest($3) as observation_status_code, unnest($4) as column_position, "
            "false as is_newest",
            [*(list(column) for column in zip(*prints, strict=True)), [*range(len(prints))]],
        )
        # The order of publication, which is not that of the codes.
        connection.execute(
            "create table dim_edition as "
            "select unnest($1) as edition_code, unnest([3, 1, 2]) as publication_order",
            [list(editions)],
        )
        order = dict(zip(editions, (3, 1, 2), strict=True))
        for year in years:
            printed = [(status == "L", edition) for edition, at, status in prints if at == year]
            filled = [edition for is_blank, edition in printed if not is_blank]
            newest = max(filled or [edition for _, edition in printed], key=order.__getitem__)
            connection.execute(
                "update facts set is_newest = true where year = $1 and edition_code = $2",
                [year, newest],
            )
        assert connection.execute(check).fetchall() == []
        assert {status for _, _, status in prints} == {"A", "Q", "L"}
        for number in range(len(prints)):
            flip = f"update facts set is_newest = not is_newest where column_position = {number}"
            connection.execute(flip)
            assert number in {row[3] for row in connection.execute(check).fetchall()}
            connection.execute(flip)
