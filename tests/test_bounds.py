"""Shares, changes, ranks, sums and rests never mislead: their bounds are the extremes, exactly.

Proof by brute force: every hidden cell takes every figure that print allows, one table at a time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import duckdb
import pytest

from warehouse.build.views import store
from warehouse.place import SQL, sql_files
from warehouse.read.query import CONFIG

DIMENSIONS = ("form", "sector", "origin", "age", "sex", "reporter", "outcome")
MANY = 20_000  # tables of figures tried for one group
SMALL = range(5)
INTERVALS = [(low, high) for low in SMALL for high in SMALL if low <= high]

Row = dict[str, Any]
PLANTED = {
    "hidden, one to four": ("<5", None, 1, 4, True, "Q", "A"),
    "hidden, zero to four": ("<5", None, 0, 4, True, "Q", "A"),
    "zero": ("0", 0, 0, 0, False, "A", "F"),
}


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    result = connection.execute(sql)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def tables(intervals: Iterable[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    return product(*(range(low, high + 1) for low, high in intervals))


def extremes(values: Iterable[float]) -> tuple[float | None, float | None]:
    found = set(values)
    return (min(found), max(found)) if found else (None, None)


def plant(connection: duckdb.DuckDBPyConnection, where: str, kind: str) -> None:
    connection.execute(
        "update fact_victims set printed = $1, count = $2, count_min = $3, count_max = $4, "
        "is_suppressed = $5, observation_status_code = $6, confidentiality_status_code = $7 "
        f"where {where}",
        list(PLANTED[kind]),
    )


@pytest.fixture(params=["as printed", "planted"])
def figures(
    request: pytest.FixtureRequest, writable: duckdb.DuckDBPyConnection
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the warehouse, once as it is and once with figures that make trouble."""
    writable.execute("begin")
    if request.param == "planted":
        age = "table_code = 'victims_by_age' and year = {} and age_code = '{}'"
        plant(writable, "table_code = 'victims_by_age' and year = 2018", "zero")
        plant(writable, age.format(2018, "Y0T17"), "hidden, zero to four")
        plant(writable, age.format(2018, "Y_GE40"), "hidden, one to four")
        plant(writable, "table_code = 'victims_by_age' and year = 2019", "zero")
        plant(writable, "table_code = 'victims_by_age' and year = 2020", "hidden, zero to four")
        plant(writable, age.format(2021, "Y0T17"), "zero")
        plant(writable, "table_code = 'victims_by_origin' and origin_code = 'ASI'", "zero")
        plant(
            writable,
            "table_code = 'victims_by_origin' and origin_code = 'AFR'",
            "hidden, one to four",
        )
        store(writable)
    yield writable
    writable.execute("rollback")


def groups(connection: duckdb.DuckDBPyConnection, *, additive: bool) -> dict[tuple[Any, ...], Any]:
    """Return the cells that stand side by side, found without the views under test."""
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for cell in rows(
        connection,
        "select cells.*, row_dimensions || '.' || column_dimensions as dimensions from all_cells "
        "as cells inner join dim_table using (edition_code, table_code) "
        "where cells.measure = 'count'",
    ):
        over = set((cell["additive_over"] or "").split(", ")) - {""}
        printed = set(cell["dimensions"].split(".")) - {"year"}
        choices = [{name} for name in sorted(over if additive else printed)]
        if additive and len(over) > 1:
            choices.append(over)
        for choice in choices:
            if not additive and cell[f"{min(choice)}_code"] == "_T":
                continue
            rest = tuple(cell[f"{name}_code"] for name in DIMENSIONS if name not in choice)
            key = (cell["table_code"], ", ".join(sorted(choice)), cell["year"], rest)
            found[key].append(cell)
    return found


def key(row: Row) -> tuple[Any, ...]:
    over = ", ".join(sorted(row["added_over"].split(", ")))
    return (row["table_code"], over, row["year"], row["row_position"], row["column_position"])


def bounds(cells: list[Row]) -> list[tuple[int, int]]:
    return [(cell["count_min"], cell["count_max"]) for cell in cells]


def summands(cells: list[Row], looked_at: Row | None = None) -> list[tuple[int, int]]:
    """Return the bounds of cells in a sum: which figure stands where may not matter to it.

    It does when one of the cells that compete is looked at by itself. That it does not otherwise
    is proved with every admissible placement, by test_placements.py.
    """
    present = Counter(cell["row_position"] for cell in cells if cell["competing_cells"])
    if looked_at and looked_at["competing_cells"]:
        present.clear()
    return [
        (cell["preferred_min"], cell["preferred_max"])
        if present[cell["row_position"]] == cell["competing_cells"]
        and cell["preferred_min"] is not None
        else (cell["count_min"], cell["count_max"])
        for cell in cells
    ]


def size(intervals: Iterable[tuple[int, int]]) -> int:
    number = 1
    for low, high in intervals:
        number *= high - low + 1
    return number


def macro(connection: duckdb.DuckDBPyConnection, name: str, *values: int | None) -> Any:
    marks = ", ".join(f"${number}::integer" for number in range(1, len(values) + 1))
    row = connection.execute(f"select mart.{name}({marks})", list(values)).fetchone()
    return row[0] if row else None


def test_a_share_has_the_extremes_of_all_figures(warehouse: duckdb.DuckDBPyConnection) -> None:
    for part, rest in product(INTERVALS, INTERVALS):
        wanted = extremes(p / (p + r) for p, r in tables([part, rest]) if p + r)
        found = (
            macro(warehouse, "share_min", *part, rest[1]),
            macro(warehouse, "share_max", part[1], *rest),
        )
        assert found == wanted, (part, rest)


def test_a_ratio_has_the_extremes_of_all_figures(warehouse: duckdb.DuckDBPyConnection) -> None:
    for figure, base in product(INTERVALS, INTERVALS):
        low, high = extremes(f / b for f, b in tables([figure, base]) if b)
        if any(b == 0 and f > 0 for f, b in tables([figure, base])):
            high = None  # a figure divided by what may be 0 has no largest ratio
        found = (
            macro(warehouse, "ratio_min", figure[0], base[1]),
            macro(warehouse, "ratio_max", figure[1], *base),
        )
        assert found == (low, high), (figure, base)


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        (("share_min", 3, None, 4), 3 / 7),  # a part without limit
        (("share_max", None, 2, 4), 1),
        (("share_min", 3, 3, None), 0),  # a rest without limit
        (("share_max", 3, 2, None), 3 / 5),
        (("ratio_min", 3, None), 0),
        (("ratio_max", None, 1, 2), None),
        (("ratio_max", 3, 2, None), 3 / 2),
        (("point", 3, 3), 3),
        (("point", 3, 4), None),
        (("point", 3, None), None),
    ],
)
def test_what_was_not_printed_has_no_limit(
    warehouse: duckdb.DuckDBPyConnection, call: tuple[Any, ...], wanted: float | None
) -> None:
    assert macro(warehouse, *call) == wanted


def test_shares_are_exact(figures: duckdb.DuckDBPyConnection) -> None:
    told = {key(row): row for row in rows(figures, "from analysis.shares where refusal is null")}
    tried = 0
    for (table, over, year, _), cells in groups(figures, additive=True).items():
        for number, cell in enumerate(cells):
            row = told[(table, over, year, cell["row_position"], cell["column_position"])]
            assert (row["cells"], row["hidden_cells"]) == (
                len(cells),
                sum(other["is_suppressed"] for other in cells),
            )
            allowed = summands(cells, cell)
            if size(allowed) > MANY:
                continue
            wanted = extremes(t[number] / sum(t) for t in tables(allowed) if sum(t))
            assert (row["share_min"], row["share_max"]) == wanted
            assert row["share"] == (wanted[0] if wanted[0] == wanted[1] else None)
            tried += 1
    assert tried > 300
    assert len(told) == sum(map(len, groups(figures, additive=True).values()))


def test_ranks_are_exact(figures: duckdb.DuckDBPyConnection) -> None:
    told = {key(row): row for row in rows(figures, "from analysis.ranks")}
    tried = 0
    for (table, over, year, _), cells in groups(figures, additive=False).items():
        for number, cell in enumerate(cells):
            row = told[(table, over, year, cell["row_position"], cell["column_position"])]
            if size(bounds(cells)) > MANY:
                continue
            wanted = extremes(
                1 + sum(other > t[number] for other in t) for t in tables(bounds(cells))
            )
            assert (row["rank_min"], row["rank_max"]) == wanted
            assert row["rank"] == (wanted[0] if wanted[0] == wanted[1] else None)
            tried += 1
    assert tried > 300


def test_changes_are_exact(figures: duckdb.DuckDBPyConnection) -> None:
    cells = {
        (row["edition_code"], row["table_code"], row["row_position"], row["column_position"]): row
        for row in rows(figures, "from newest_cells")
    }
    by_year = {
        (row["table_code"], *(row[f"{name}_code"] for name in DIMENSIONS), row["year"]): row
        for row in cells.values()
    }
    told = rows(figures, "from analysis.changes")
    assert len(told) > 1500
    for row in told:
        new = cells[
            (row["edition_code"], row["table_code"], row["row_position"], row["column_position"])
        ]
        codes = [new[f"{name}_code"] for name in DIMENSIONS]
        old = by_year[(row["table_code"], *codes, row["base_year"])]
        pairs = list(tables(bounds([new, old])))
        if new is old:
            pairs = [(n, o) for n, o in pairs if n == o]
        assert (row["difference_min"], row["difference_max"]) == extremes(n - o for n, o in pairs)
        low, high = extremes(n / o for n, o in pairs if o)
        if any(o == 0 and n > 0 for n, o in pairs):
            high = None
        scaled = (None if low is None else 100 * low, None if high is None else 100 * high)
        assert (row["index_min"], row["index_max"]) == scaled
        less = (None if low is None else low - 1, None if high is None else high - 1)
        assert (row["relative_min"], row["relative_max"]) == less
        assert row["index"] == (scaled[0] if low == high else None)


def test_sums_are_exact(figures: duckdb.DuckDBPyConnection) -> None:
    parents = {
        (row["dimension"], row["code"]): row["parent_code"]
        for row in rows(figures, "from meta.codes")
    }
    wanted: dict[tuple[Any, ...], list[int]] = {}
    for (table, over, year, rest), cells in groups(figures, additive=True).items():
        below: dict[str, list[Row]] = defaultdict(list)
        for cell in cells:
            above = ["_T"]
            if "," not in over:
                above, code = [], cell[f"{over}_code"]
                while code := parents[over, code]:
                    above.append(code)
            for code in above:
                below[code].append(cell)
        for code, members in below.items():
            lows, highs = zip(*summands(members), strict=True)
            wanted[table, over, year, rest, code] = [sum(lows), sum(highs), len(members)]
    told = rows(figures, "from analysis.sums where refusal is null")
    found = sorted(
        (
            row["table_code"],
            ", ".join(sorted(row["added_over"].split(", "))),
            row["year"],
            "_T" if "," in row["added_over"] else row[f"{row['added_over']}_code"],
            [row["count_min"], row["count_max"], row["cells"]],
        )
        for row in told
    )
    assert found == sorted((t, over, y, code, n) for (t, over, y, _, code), n in wanted.items())
    assert len(found) > 100
    for row in told:
        assert row["count"] == (row["count_min"] if row["count_min"] == row["count_max"] else None)


def test_rests_are_exact_and_narrow_no_hidden_cell(figures: duckdb.DuckDBPyConnection) -> None:
    regions: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    names = ("region_table_code", "table_code", "year", "form_code", "region_code")
    for row in rows(figures, "from analysis.regions"):
        regions[tuple(row[name] for name in names)].append(row)
    assert len(regions) > 10
    refused = 0
    for cells in regions.values():
        first = cells[0]
        region = (first["region_min"], first["region_max"])
        allowed = [t for t in tables([region, *bounds(cells)]) if t[0] >= sum(t[1:])]
        rests = extremes(t[0] - sum(t[1:]) for t in allowed)
        assert len({(row["rest_min"], row["rest_max"], row["refusal"]) for row in cells}) == 1
        if first["refusal"]:
            refused += 1
            assert (first["rest_min"], first["rest_max"], first["rest"]) == (None, None, None)
        elif not allowed:
            assert first["rest_max"] < first["rest_min"]
        else:
            assert (first["rest_min"], first["rest_max"]) == rests
            for number, cell in enumerate(cells, 1):
                assert extremes(t[number] for t in allowed) == (
                    cell["count_min"],
                    cell["count_max"],
                )
    assert refused >= 1


def test_europe_is_its_nationalities_and_the_rest(warehouse: duckdb.DuckDBPyConnection) -> None:
    told = warehouse.execute(
        "select sum(count)::integer, any_value(region_min), any_value(rest) "
        "from analysis.regions inner join mart.top_nationalities_by_form using "
        "(edition_code, table_code, row_position, column_position) "
        "where region_table_code = 'victims_by_origin' and region_code = 'EUR'"
    ).fetchone()
    assert told == (213, 291, 78)


@pytest.mark.parametrize("view", ["shares", "sums"])
def test_what_overlaps_is_refused_with_the_reason(
    warehouse: duckdb.DuckDBPyConnection, view: str
) -> None:
    told = rows(warehouse, f"from analysis.{view} where refusal is not null")
    assert {row["table_code"] for row in told} >= {"victims_by_form", "victims_by_reporter"}
    for row in told:
        values = [row.get(name) for name in ("share", "share_min", "share_max", "count")]
        assert set(values) == {None}
        rule = warehouse.execute(
            "select counting_rule_en from dim_table where table_code = $1", [row["table_code"]]
        ).fetchone()
        assert rule is not None
        assert row["refusal"].endswith(rule[0]) or "percentages" in row["refusal"]


def test_a_table_declared_additive_is_no_longer_refused(
    writable: duckdb.DuckDBPyConnection,
) -> None:
    """The refusal comes from the table's own description, not from its name."""
    query = (
        "select count(*) from analysis.shares where table_code = 'victims_by_form' "
        "and refusal is not null"
    )
    assert writable.execute(query).fetchone() == (30,)
    writable.execute("begin")
    writable.execute(
        "update dim_table set additive_over = 'form' where table_code = 'victims_by_form'"
    )
    store(writable)
    assert writable.execute(query).fetchone() == (0,)
    writable.execute("rollback")


def test_a_wrong_bound_is_seen(writable: duckdb.DuckDBPyConnection) -> None:
    """The naive share, part by the sum of the bounds, is what the proof must refuse."""
    text = (SQL / "macros" / "share_min.sql").read_text(encoding="utf-8")
    wrong = text.replace("create macro", "create or replace macro").replace(
        "/ (coalesce(part_min, 0) + rest_max)", "/ (coalesce(part_max, 0) + rest_max)"
    )
    assert wrong.count("part_max") > text.count("part_max")
    writable.execute("begin")
    writable.execute(wrong)
    with pytest.raises(AssertionError):
        test_a_share_has_the_extremes_of_all_figures(writable)
    with pytest.raises(AssertionError):
        test_shares_are_exact(writable)
    writable.execute("rollback")


@pytest.mark.parametrize("path", sql_files("macros"), ids=lambda path: path.stem)
def test_a_macro_is_documented_and_reads_no_table(
    warehouse: duckdb.DuckDBPyConnection, path: Any
) -> None:
    found = warehouse.execute(
        "select comment, parameters, macro_definition from duckdb_functions() "
        "where not internal and schema_name = 'mart' and function_name = $1",
        [path.stem],
    ).fetchall()
    ((comment, parameters, definition),) = found
    assert comment.split("\n")[0] == f"mart.{path.stem}({', '.join(parameters)})"
    assert len(comment.split("\n")) > 1
    assert " from " not in definition.lower()
    described = warehouse.execute(
        "select description_en from meta.macros where macro_name = $1", [f"mart.{path.stem}"]
    ).fetchone()
    assert described == (comment,)


def test_every_macro_has_a_file(warehouse: duckdb.DuckDBPyConnection) -> None:
    made = warehouse.execute(
        "select distinct function_name from duckdb_functions() where not internal"
    ).fetchall()
    assert {name for (name,) in made} == {path.stem for path in sql_files("macros")}


def test_macros_and_views_work_under_another_name(database: Any) -> None:
    """Attached in a database that has tables of the same names, they still read their own file."""
    with duckdb.connect(config=CONFIG) as own:
        own.execute(f"attach '{database}' as figures (read_only)")
        own.execute(
            "create table all_cells as select 1 as x; create schema mart; create schema meta"
        )
        own.execute("create table meta.codes as select 1 as x")
        assert own.execute("select figures.mart.share_max(3, 2, 2)").fetchone() == (0.6,)
        for view in ("shares", "ranks", "changes", "sums", "regions"):
            assert own.execute(f"select count(*) from figures.analysis.{view}").fetchone() != (0,)
