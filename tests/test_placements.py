"""Bounds hold wherever the figures of uncertain place belong, proved with every placement.

For each row with such figures, every admissible placement is planted as if print had told it. What
the views then say must lie within what they say without it, and no verdict may be another.
"""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import duckdb
import pytest

from tests.cases import first
from tests.editions import KNOWN
from warehouse.build.views import store
from warehouse.seeds.yamltext import read_yaml

# Of a row of the report whose figures are in no known cell, its text prints these.
LOST = {("reporter_by_form", "KMAR"): ["6", "<5", "<5", "<5", "<5"]}
# The relations that tell intervals: what names a row of theirs, and what the intervals are of.
CELL = "table_code, row_position, column_position"
COUNTED = "population_code, form_counting_code, form_code, outcome_code"
INTERVALS = {
    "analysis.changes": (f"{CELL}, base_year", ["difference", "relative", "index"]),
    "analysis.members": (f"{CELL}, added_over", ["count"]),
    "analysis.ranks": (f"{CELL}, added_over", ["count", "rank"]),
    "analysis.regions": (f"{CELL}, region_table_code, region_code", ["region", "count", "rest"]),
    "analysis.shares": (f"{CELL}, added_over", ["count", "share"]),
    "analysis.sums": (
        f"table_code, year, added_over, {COUNTED}, sector_code, origin_code, age_code, sex_code, "
        "reporter_code",
        ["count"],
    ),
    "analysis.tidy_cells": (CELL, ["count"]),
    "analysis.totals": (
        f"process, unit, year, {COUNTED}, table_code, claim_code, is_printed",
        ["count"],
    ),
    "mart.figures": (f"{CELL}, claim_code", ["value"]),
    "mart.series": (
        "process, measure, unit, dimension, code, population_code, form_counting_code, year",
        ["value"],
    ),
    "quality.claims": ("claim_code", ["value"]),
    "quality.reconciliation": ("rule_code, group_code", ["left", "right", "slack"]),
}
# What is judged of a row, and what does not yet say that another placement would be judged alike.
VERDICTS = {
    "analysis.totals": ("is_consistent", "true"),
    "quality.claims": ("verdict", "possible"),
    "quality.reconciliation": ("verdict", "holds_only_if"),
}
Placement = tuple[str, ...]
Told = dict[tuple[Any, ...], tuple[float | None, float | None]]


def uncertain_rows() -> dict[tuple[str, str], dict[str, tuple[str, list[str]]]]:
    """Return the rows with uncertain cells: by column, what is printed and what competes."""
    found: dict[tuple[str, str], dict[str, tuple[str, list[str]]]] = {}
    for path in sorted(KNOWN.glob("*.yml")):
        said = read_yaml(path.name, path.read_text(encoding="utf-8"), "table")[0]
        for entry in said.data.get("placements", ()) if said else ():
            if entry["placement"] != "uncertain":
                continue
            heading, *lines = path.with_suffix(".csv").read_text(encoding="utf-8").splitlines()
            printed = {line.split(",")[0]: line.split(",") for line in lines}
            for row in entry["rows"]:
                for column in entry["columns"]:
                    text = printed[row][heading.split(",").index(column)]
                    competing = found.setdefault((path.stem, row), {})
                    competing[column] = (text, entry["competing"])
    return found


ROWS = uncertain_rows()


def placements(row: tuple[str, str]) -> list[dict[str, str]]:
    """Return the ways in which the figures of a row fit its uncertain cells."""
    columns = ROWS[row]
    figures = LOST.get(row, [printed for printed, _ in columns.values()])
    fits = [
        dict(zip(columns, order, strict=True))
        for order in sorted(set(permutations(figures)))
        if all(figure in columns[column][1] for column, figure in zip(columns, order, strict=True))
    ]
    assert len(fits) > 1
    return fits


def test_bounds_are_the_hull_of_the_admissible_figures(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    hulls = {
        tuple(key): bounds
        for *key, bounds in warehouse.execute(
            "select cells.table_code, row_code, column_code, [count_min, count_max] "
            "from all_cells as cells "
            "inner join report_row using (edition_code, table_code, row_position) "
            "inner join report_column using (edition_code, table_code, column_position) "
            "where placement_code = 'uncertain'"
        ).fetchall()
    }
    wanted = {}
    for (table, row), columns in ROWS.items():
        for column in columns:
            figures = {placement[column] for placement in placements((table, row))}
            lows = [0 if figure == "<5" else int(figure) for figure in figures]
            highs = [4 if figure == "<5" else int(figure) for figure in figures]
            wanted[table, row, column] = [min(lows), max(highs)]
    assert hulls == wanted
    assert len(hulls) == 27


def told(connection: duckdb.DuckDBPyConnection, relation: str) -> Told:
    """Return the intervals of a relation, by what names them."""
    names, intervals = INTERVALS[relation]
    ends = ", ".join(f"[{name}_min, {name}_max]" for name in intervals)
    found = {}
    for *key, pairs in connection.execute(f"select {names}, [{ends}] from {relation}").fetchall():
        for name, (low, high) in zip(intervals, pairs, strict=True):
            assert (*key, name) not in found, "one row for each name"
            found[*key, name] = (low, high)
    return found


def judged(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[tuple[Any, ...], str]:
    """Return the verdicts of a relation that leave nothing open, by what names them."""
    verdict, *open_ones = VERDICTS[relation]
    return {
        tuple(key): said
        for *key, said in connection.execute(
            f"select {INTERVALS[relation][0]}, {verdict}::varchar from {relation}"
        ).fetchall()
        if said not in open_ones
    }


def plant(
    connection: duckdb.DuckDBPyConnection, table: str, row: str, placement: dict[str, str]
) -> None:
    """Print every figure of a row where a placement has it."""
    hidden = [figure == "<5" for figure in placement.values()]
    counts = [None if figure == "<5" else int(figure) for figure in placement.values()]
    (process,) = connection.execute(
        "select distinct process from dim_table where table_code = $1", [table]
    ).fetchall()[0]
    connection.execute(
        f"update fact_{process} set printed = placed.printed, count = placed.count, "
        "count_min = coalesce(placed.count, 0), count_max = coalesce(placed.count, 4), "
        "is_suppressed = placed.is_hidden, "
        "observation_status_code = if(placed.is_hidden, 'Q', 'A'), "
        "confidentiality_status_code = if(placed.is_hidden, 'A', 'F'), "
        "placement_code = 'printed', placement_reason_nl = null, placement_reason_en = null, "
        "competing_cells = null "
        "from (select unnest($1) as column_code, unnest($2) as printed, "
        "unnest($3::integer[]) as count, unnest($4) as is_hidden) as placed "
        "inner join report_column using (column_code) "
        f"where report_column.table_code = $5 and fact_{process}.table_code = $5 "
        f"and fact_{process}.column_position = report_column.column_position "
        "and row_position = "
        "(select row_position from report_row where table_code = $5 and row_code = $6)",
        [list(placement), list(placement.values()), counts, hidden, table, row],
    )
    store(connection)


def outside(wide: Told, narrow: Told) -> Iterator[tuple[Any, ...]]:
    """Yield the intervals that are not within what is told of them."""
    for key, (low, high) in narrow.items():
        least, most = wide[key]
        if low is None and high is None and least is None and most is None:
            continue
        is_below = least is not None and (low is None or low < least - 1e-9)
        is_above = most is not None and (high is None or high > most + 1e-9)
        if is_below or is_above:
            yield key, (least, most), (low, high)


def test_every_relation_that_tells_an_interval_is_tried(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = warehouse.execute(
        "select distinct table_schema || '.' || table_name from information_schema.columns "
        "where table_schema in ('analysis', 'quality') and ends_with(column_name, '_min')"
    ).fetchall()
    # Of revisions there are none before there are two editions.
    assert {name for (name,) in found} - {"quality.revisions"} <= set(INTERVALS)


@pytest.mark.parametrize(("table", "row"), first(1, ROWS))
def test_every_placement_lies_within_what_is_told(
    table: str, row: str, writable: duckdb.DuckDBPyConnection
) -> None:
    before = {relation: told(writable, relation) for relation in INTERVALS}
    verdicts = {relation: judged(writable, relation) for relation in VERDICTS}
    for placement in placements((table, row)):
        writable.execute("begin")
        plant(writable, table, row, placement)
        for relation, wide in before.items():
            narrow = told(writable, relation)
            assert narrow.keys() == wide.keys()
            assert list(outside(wide, narrow)) == [], placement
        for relation, said in verdicts.items():
            assert said.items() <= judged(writable, relation).items(), placement
        writable.execute("rollback")


def test_a_placement_that_lies_outside_is_seen(writable: duckdb.DuckDBPyConnection) -> None:
    """As it was when one figure had the bounds of its preferred place only."""
    table, year = "suspects_by_sex_and_age", "2021"
    writable.execute("begin")
    plant(writable, table, year, {column: text for column, (text, _) in ROWS[table, year].items()})
    before = {relation: told(writable, relation) for relation in INTERVALS}
    moved = next(p for p in placements((table, year)) if p["M._U"] == "49")
    plant(writable, table, year, moved)
    seen = {
        relation
        for relation, wide in before.items()
        if list(outside(wide, told(writable, relation)))
    }
    writable.execute("rollback")
    assert {"analysis.sums", "analysis.ranks", "analysis.shares", "mart.series"} <= seen


@pytest.mark.parametrize(
    "change",
    [
        "count = 49",
        "count_min = 49, count_max = 49",
        "observation_status_code = 'A', count = 49, count_min = 49, count_max = 49",
        "competing_cells = null",
        "is_suppressed = true",
    ],
)
def test_a_fact_cannot_hold_a_figure_of_uncertain_place(
    change: str, writable: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        writable.execute(
            f"update fact_suspects set {change} where placement_code = 'uncertain' and year = 2021"
        )
