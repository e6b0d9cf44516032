"""The mart: every table tidy, honest about what is hidden, additive only where it says so."""

import duckdb
import pytest

from tests.test_report_views import SHAPES
from warehouse.faults import WarehouseError
from warehouse.sqltext import mart

CELL_COLUMNS = [
    "is_suppressed",
    "observation_status_code",
    "confidentiality_status_code",
    "placement_code",
    "placement_reason_nl",
    "placement_reason_en",
    "is_questioned",
    "additive_over",
    "is_exhaustive",
]


def columns(warehouse: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    rows = warehouse.execute(f"describe mart.{name}").fetchall()
    return {row[0]: row[1] for row in rows}


def test_the_mart_has_every_table(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute("select view_name from duckdb_views() where schema_name = 'mart'")
    assert {name for (name,) in found.fetchall()} == {
        *SHAPES,
        "figures",
        "sentence_figures",
        "periods",
        "series",
    }


@pytest.mark.parametrize("name", SHAPES)
def test_a_view_shows_what_its_table_breaks_down_and_no_more(
    warehouse: duckdb.DuckDBPyConnection, name: str
) -> None:
    dimensions, measure = warehouse.execute(
        "select concat_ws('.', row_dimensions, column_dimensions, fixed_dimensions), measure "
        "from dim_table where table_code = $1",
        [name],
    ).fetchall()[0]
    found = columns(warehouse, name)
    shown = {column.removesuffix("_label_nl") for column in found if column.endswith("_label_nl")}
    assert shown | {"year"} == set(dimensions.split("."))
    assert (measure == "share") == ("share" in found) == ("count" not in found)


def test_a_query_of_the_mart_is_found_by_its_words() -> None:
    made = mart("x", ["origin", "form"])
    assert "where table_code = 'x'" in made
    assert "origin_label_nl" in made
    assert mart("x", ["form", "origin"]) == made
    with pytest.raises(WarehouseError, match=r"x has no file in .*; add reporter_sex\.sql"):
        mart("x", ["sex", "reporter"])


@pytest.mark.parametrize("name", SHAPES)
def test_one_typed_row_per_printed_cell(warehouse: duckdb.DuckDBPyConnection, name: str) -> None:
    found = columns(warehouse, name)
    assert list(found)[:7] == [
        "edition_code",
        "table_code",
        "page",
        "row_position",
        "column_position",
        "year",
        "period_start",
    ]
    assert found["period_start"] == "DATE"
    assert list(found)[-len(CELL_COLUMNS) :] == CELL_COLUMNS
    assert found["year"] == "SMALLINT"
    assert found.get("count", "INTEGER") == "INTEGER"
    assert "HUGEINT" not in found.values()
    for column in found:
        if column.endswith("_label_nl"):
            assert column.replace("_nl", "_en") in found
    (rows,) = warehouse.execute(f"select count(*) from mart.{name}").fetchone() or (0,)
    in_label = 10 if name == "top_nationalities_by_form" else 0
    height, width = SHAPES[name]
    assert rows == height * width + in_label


@pytest.mark.parametrize("name", SHAPES)
def test_the_mart_says_what_the_report_prints(
    warehouse: duckdb.DuckDBPyConnection, name: str
) -> None:
    printed = warehouse.execute(
        f"select printed from mart.{name} where column_position > 0 "
        "order by row_position, column_position"
    ).fetchall()
    rows = warehouse.execute(f"from report_2022.{name}").fetchall()
    assert [text for (text,) in printed] == [cell for row in rows for cell in row[1:]]


def test_the_four_kinds_of_nothing_differ(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select printed, count, count_min, count_max, is_suppressed, observation_status_code, "
        "confidentiality_status_code from all_cells "
        "where table_code in ('victims_by_form', 'victims_by_age', 'reporter_by_form') "
        "and (count is null or count = 0)"
    ).fetchall()
    assert set(rows) == {
        ("0", 0, 0, 0, False, "A", "F"),
        ("<5", None, 1, 4, True, "Q", "A"),
        ("<5", None, 0, 4, True, "Q", "A"),
        ("?", None, 0, 6, False, "O", "F"),
    }


def test_no_cell_is_narrower_than_its_print(warehouse: duckdb.DuckDBPyConnection) -> None:
    """No value is recovered from behind a hidden cell: its bounds are those of its table."""
    rows = warehouse.execute(
        "select cells.table_code from all_cells as cells inner join dim_table using "
        "(edition_code, table_code) where cells.is_suppressed and "
        "(cells.count_min, cells.count_max) is distinct from (suppression_min, suppression_max)"
    ).fetchall()
    assert rows == []


def test_the_two_ways_of_counting_by_form_never_share_a_view(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    seen = set()
    for name in SHAPES:
        if "form_counting_code" not in columns(warehouse, name):
            continue
        codes = warehouse.execute(
            f"select distinct form_counting_code from mart.{name} where form_code <> '_T'"
        ).fetchall()
        assert len(codes) == 1
        seen.add(codes[0][0])
    assert seen == {"every_form", "one_form"}


def test_additive_means_that_the_members_do_not_overlap(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    additive = dict(
        warehouse.execute("select distinct table_code, additive_over from all_cells").fetchall()
    )
    for name in ("victims_by_form", "victims_by_reporter", "top_nationalities_by_form"):
        assert additive[name] is None
    assert additive["age_by_form"] == "age, form"
    assert additive["reporter_by_form"] == "form"


def test_placements_are_told(warehouse: duckdb.DuckDBPyConnection) -> None:
    counts = dict(
        warehouse.execute("select placement_code, count(*) from all_cells group by 1").fetchall()
    )
    assert counts == {"printed": 388, "deduced": 110, "uncertain": 27}


def test_the_figure_inside_a_label_is_a_fact(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select origin_code, count from mart.top_nationalities_by_form where form_code = '_T' "
        "order by row_position limit 2"
    ).fetchall()
    assert rows == [("NL", 209), ("RO", 62)]


def test_questioned_cells_are_flagged_and_kept_as_printed(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """A correction of a cell flags the cell, one of a label no figure; nothing is corrected."""
    query = "select origin_code, form_code, printed from mart.{} where is_questioned order by all"
    cells = warehouse.execute(query.format("top_nationalities_by_form")).fetchall()
    assert cells == [("PH", "AU", "25"), ("PH", "SU", "13"), ("_U", "AU", "19")]
    for name in ("victims_by_age", "victims_by_form"):
        query = f"select count(*) from mart.{name} where is_questioned"
        assert warehouse.execute(query).fetchone() == (0,)
