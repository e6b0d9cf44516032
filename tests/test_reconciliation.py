"""The rules say what the tables say; known facts are found, and a broken rule turns red."""

from typing import Any

import duckdb
import pytest

from tests.cases import first
from warehouse.build.views import store
from warehouse.names import FACTS
from warehouse.place import SEEDS
from warehouse.seeds.yamltext import read_yaml

Row = dict[str, Any]
RULES = SEEDS / "2022" / "reconciliation.yml"
DOCUMENT, _ = read_yaml(RULES.name, RULES.read_text(encoding="utf-8"), "reconciliation")
assert DOCUMENT is not None
NAMES = [rule["rule"] for rule in DOCUMENT.data["rules"]]
CELL = ("edition_code", "table_code", "row_position", "column_position")
MUCH = 1_000_000


def rows(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[Row]:
    result = connection.execute(query, list(values))
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def compared(connection: duckdb.DuckDBPyConnection, rule: str) -> dict[str, Row]:
    query = "from quality.reconciliation where rule_code = $1"
    return {row["group_code"]: row for row in rows(connection, query, rule)}


def print_another(connection: duckdb.DuckDBPyConnection, figure: int, *cells: Row) -> None:
    """Print another figure in some cells, whichever fact they stand in."""
    places = [[cell[name] for cell in cells] for name in CELL]
    for fact in FACTS:
        connection.execute(
            f"update fact_{fact} set printed = $1, count = $2, count_min = $2, "
            "count_max = $2, is_suppressed = false, observation_status_code = 'A', "
            "confidentiality_status_code = 'F', placement_code = 'printed', "
            "placement_reason_nl = null, placement_reason_en = null, competing_cells = null "
            f"where ({', '.join(CELL)}) in "
            "(select (unnest($3), unnest($4), unnest($5), unnest($6)))",
            [str(figure), figure, *places],
        )
    store(connection)


def cell_of(connection: duckdb.DuckDBPyConnection, rule: str, group: str, *, is_left: bool) -> Row:
    """Return a cell of the side that, when it is too high, breaks the rule or mends it."""
    (cell, *_) = rows(
        connection,
        "from main.term where subject_kind = 'rule' and subject_code = $1 and group_code = $2 "
        "and member = $3 and side = 'sum' order by all",
        rule,
        group,
        0 if is_left else 1,
    )
    return cell


@pytest.mark.parametrize("rule", first(6, NAMES))
def test_a_rule_turns_red_when_a_figure_breaks_it(
    writable: duckdb.DuckDBPyConnection, rule: str
) -> None:
    before = compared(writable, rule)
    green = {group: row for group, row in before.items() if row["verdict"] != "impossible"}
    group, row = next(iter((green or before).items()))
    # Too much on the side that may not be too high; a share is broken by its part.
    is_left = row["rule_kind"] not in ("overlap", "share")
    writable.execute("begin")
    if green:
        print_another(writable, MUCH, cell_of(writable, rule, group, is_left=is_left))
    else:  # the report breaks this rule everywhere; then it must turn green
        print_another(writable, MUCH, cell_of(writable, rule, group, is_left=not is_left))
    after = compared(writable, rule)
    writable.execute("rollback")
    assert (after[group]["verdict"] == "impossible") is bool(green)
    assert {g: r["verdict"] for g, r in after.items() if g != group} == {
        g: r["verdict"] for g, r in before.items() if g != group
    }, "only that group has changed"


def test_every_rule_is_in_the_warehouse_and_compares_something(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = warehouse.execute("select distinct rule_code from quality.reconciliation").fetchall()
    assert sorted(name for (name,) in found) == sorted(NAMES)
    assert len(NAMES) > 40


def test_age_origin_and_sex_agree_on_814(warehouse: duckdb.DuckDBPyConnection) -> None:
    total = compared(warehouse, "age_and_origin_total")["2022"]
    assert (total["left_min"], total["left_max"]) == (814, 814)
    assert total["verdict"] != "impossible"
    sex = compared(warehouse, "sex_within_total")["2022"]
    assert (sex["slack_min"], sex["slack_max"], sex["verdict"]) == (5, 5, "holds")


def test_a_hidden_cell_must_be_able_to_mean_zero(warehouse: duckdb.DuckDBPyConnection) -> None:
    """With 1 to 4 instead of 0 to 4 more rules would be impossible."""
    with_zero, without_zero = (
        warehouse.execute(
            "select count(*) from quality.reconciliation where rule_kind = 'breakdown' "
            "and (left_min + $1 * hidden_cells > right_max)",
            [one],
        ).fetchone()
        for one in (0, 1)
    )
    assert with_zero == (0,)
    assert without_zero is not None
    assert without_zero[0] > 0


def test_the_known_contradictions_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = {
        (row["rule_code"], row["group_code"])
        for row in rows(warehouse, "from quality.reconciliation where verdict = 'impossible'")
    }
    nationality = "nationality_forms_within_nationality"
    assert found == {
        *(("sex_work_sectors_within_forms", str(year)) for year in range(2018, 2023)),
        ("one_form_unknown_within_every_form", "2022"),
        ("minors_shares", "2022.UNK_OR"),
        (nationality, "2022.PH"),
        (nationality, "2022._U"),
        ("nationality_form_is_origin_form", "2022._U.AU"),
    }


@pytest.mark.parametrize(
    ("kind", "left", "right", "verdict"),
    first(
        4,
        [
            ("partition", (5, 5), (5, 5), "holds"),
            ("partition", (3, 4), (5, 5), "impossible"),
            ("subset", (3, 6), (5, 9), "holds_only_if"),
            ("overlap", (8, 12), (5, 9), "holds_only_if"),
            ("partition", (3, 7), (5, 5), "holds_only_if"),
            ("partition", (6, 7), (5, 5), "impossible"),
            ("subset", (3, 4), (5, 9), "holds"),
            ("subset", (3, 5), (5, 9), "holds"),
            ("subset", (10, 12), (5, 9), "impossible"),
            ("overlap", (10, 12), (5, 9), "holds"),
            ("overlap", (9, 12), (5, 9), "holds"),
            ("overlap", (3, 4), (5, 9), "impossible"),
        ],
    ),
)
def test_verdicts(
    writable: duckdb.DuckDBPyConnection,
    kind: str,
    left: tuple[int, int],
    right: tuple[int, int],
    verdict: str,
) -> None:
    """Two cells of one rule, both given these bounds."""
    writable.execute("begin")
    writable.execute("delete from term where subject_kind = 'rule'")
    writable.execute("delete from rule")
    writable.execute(f"insert into rule values ('2022', 'trial', '{kind}', 'nl', 'en', '', 1)")
    for member, bounds in enumerate((left, right)):
        cell = f"'2022', 'rule', 'trial', '', {member}, 'sum', 'victims_by_age', {member + 1}, 1"
        writable.execute(f"insert into term values ({cell})")
        writable.execute(
            "update fact_victims set printed = '<5', count = null, count_min = $1, "
            "count_max = $2, is_suppressed = true, observation_status_code = 'Q', "
            "confidentiality_status_code = 'A' where table_code = 'victims_by_age' "
            "and row_position = $3 and column_position = 1 and $1 < $2",
            [*bounds, member + 1],
        )
        if bounds[0] == bounds[1]:
            cell_row = dict(zip(CELL, ("2022", "victims_by_age", member + 1, 1), strict=True))
            print_another(writable, bounds[0], cell_row)
    store(writable)
    (row,) = compared(writable, "trial").values()
    writable.execute("rollback")
    assert (row["left_min"], row["left_max"]) == left
    assert (row["right_min"], row["right_max"]) == right
    assert (row["slack_min"], row["slack_max"]) == (right[0] - left[1], right[1] - left[0])
    assert row["verdict"] == verdict


def test_a_share_may_be_rounded_but_not_further(writable: duckdb.DuckDBPyConnection) -> None:
    """35 of 70 is printed as 50%: 35 fits, 34 and 36 do not."""
    verdicts = {}
    for figure in (34, 35, 36):
        writable.execute("begin")
        cell = dict(zip(CELL, ("2022", "age_by_form", 6, 1), strict=True))
        print_another(writable, figure, cell)
        verdicts[figure] = compared(writable, "minors_shares")["2022.BI_SU"]["verdict"]
        writable.execute("rollback")
    assert verdicts == {34: "impossible", 35: "holds", 36: "impossible"}
