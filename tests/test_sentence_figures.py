"""Every figure of a sentence is a fact with the codes of what it counts, beside the tables."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.editions import KNOWN, one_edition, unproved
from warehouse.build.load import find_faults
from warehouse.names import BREAKDOWNS
from warehouse.seeds.yamltext import read_yaml
from warehouse.trust.findings import findings

CLAIMS = "2022/claims.yml"
DOCUMENT, _ = read_yaml("claims.yml", (KNOWN / "claims.yml").read_text(encoding="utf-8"), "claims")
assert DOCUMENT is not None
SAID: list[dict[str, Any]] = DOCUMENT.data["claims"]


def test_every_claim_that_counts_is_a_figure(warehouse: duckdb.DuckDBPyConnection) -> None:
    codes = ", ".join(f"{name}_code" for name in BREAKDOWNS)
    found = {
        claim: tuple(rest)
        for claim, *rest in warehouse.execute(
            f"select claim_code, page::varchar, printed, process, year::varchar, {codes} "
            "from mart.sentence_figures"
        ).fetchall()
    }
    wanted = {}
    for said in SAID:
        if counts := said.get("counts"):
            codes_of = tuple(counts.get(name, "_T") for name in BREAKDOWNS)
            where = (said["page"], said["printed"], counts["process"], counts["year"])
            wanted[said["claim"]] = where + codes_of
    assert found == wanted
    assert len(found) == 87


def test_a_figure_that_a_table_prints_says_the_same_there(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """Where a claim names one cell, its figure has the codes of that cell: the seed is right."""
    same = " and ".join(f"figures.{name}_code = cells.{name}_code" for name in BREAKDOWNS)
    alone = warehouse.execute(
        "with single as (select subject_code from main.term where subject_kind = 'claim' "
        "group by subject_code having count(*) = 1) "
        f"select figures.claim_code, {same} and figures.year = cells.year "
        "and figures.process = cells.process and figures.page = cells.page as is_same, "
        "figures.value = cells.count or figures.is_suppressed or cells.count is null "
        "from single inner join main.term_cells as terms using (subject_code) "
        "inner join mart.sentence_figures as figures on figures.claim_code = subject_code "
        "inner join main.all_cells as cells using (table_code, row_position, column_position) "
        "where figures.measure = 'count' and figure_kind = 'observed' "
        "and terms.edition_code = '2022'"
    ).fetchall()
    assert len(alone) > 20
    assert [row for row in alone if not row[2]] == []
    # The last part of the report looks back at figures of other pages.
    other = {claim for claim, is_same, _ in alone if not is_same}
    assert all("reflection" in claim for claim in other), other


@pytest.mark.parametrize(
    ("claim", "value", "low", "high", "status"),
    [
        ("victims_2022", 814, 814, 814, "A"),
        ("ukrainian_girls", None, 0, 4, "Q"),  # hidden in words
        ("suspects_minors", None, 0, 4, "Q"),
        ("households_none_2021", 0, 0, 0, "A"),
        ("mean_age_labour", 37.3, 37.25, 37.35, "A"),
        ("age_lowest", 12.4, 12.35, 12.45, "A"),
        ("convicted_share_2022", 0.66, 0.655, 0.665, "A"),
        ("minors_criminal_quarter", None, 0.25, 0.4, "A"),  # slightly more than
        ("victims_estimated", 5000, None, None, "A"),
        ("registered_target", 220, None, None, "A"),
        ("settled_fewer_than_2021", 47, 47, 47, "A"),
    ],
)
def test_words_become_a_value_and_its_bounds(
    warehouse: duckdb.DuckDBPyConnection,
    claim: str,
    value: float | None,
    low: float | None,
    high: float | None,
    status: str,
) -> None:
    found = warehouse.execute(
        "select value, value_min, value_max, observation_status_code from mart.sentence_figures "
        "where claim_code = $1",
        [claim],
    ).fetchall()
    assert found == [(value, low, high, status)]


def test_no_mart_of_a_table_holds_a_sentence(warehouse: duckdb.DuckDBPyConnection) -> None:
    (cells,) = warehouse.execute("select count(*) from main.all_cells").fetchone() or (0,)
    counted = dict(
        warehouse.execute("select source_kind, count(*) from mart.figures group by 1").fetchall()
    )
    charts = counted.pop("chart")
    assert counted == {"table": cells - charts, "sentence": 87}
    assert charts == 7  # a pie, and two bars of cases registered
    for (view,) in warehouse.execute(
        "select table_name from meta.tables where schema_name = 'mart' and heading_nl is not null"
    ).fetchall():
        assert "claim_code" not in [
            column for column, *_ in warehouse.execute(f"describe mart.{view}").fetchall()
        ]


def test_only_what_states_no_figure_is_not_in_the_tables(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    figures = warehouse.execute(
        "select printed_words from quality.claims where verdict = 'not_in_tables' "
        "and regexp_matches(printed_words, '[0-9]')"
    ).fetchall()
    assert figures == []


def change(folder: Path, old: str, new: str) -> Path:
    seeds = one_edition(folder / "seeds")
    path = seeds / CLAIMS
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return seeds


FAULTS = [
    ("figure_code", "origin: NL, age: Y0T17}", "origin: XX, age: Y0T17}", "XX", "origin.csv"),
    ("figure_parts", "    counts: {process: victims, year: 2022}\n", "", "814", "counts"),
    ("figure_parts", "    within: {origin: AFR}\n", "", "37%", "within"),
    (
        "figure_parts",
        "{process: victims, year: 2022, sex: F}",
        "{process: victims, year: 2022, measure: lowest_age, sex: F}",
        "500",
        "no measure",
    ),
    ("figure_parts", ", base_year: 2022", "", "47 minder", "base_year"),
    ("figure_parts", ", form_counting: one_form}", "}", "25,8", "form_counting"),
    (
        "figure_parts",
        "first_year: 2018, year: 2022",
        "first_year: 2022, year: 2018",
        "78%",
        "later",
    ),
    ("figure_age", "value: 25.8", "value: 11.8", "11.8", "at least 12.4, as age_lowest says"),
    ("figure_age", "value: 37.3", "value: 69.3", "69.3", "at most 67.9, as age_highest says"),
]


def test_figures_that_cannot_be_are_refused(tmp_path: Path) -> None:
    seeds = one_edition(tmp_path / "seeds")
    path = seeds / CLAIMS
    text = path.read_text(encoding="utf-8")
    for _, old, new, _, _ in FAULTS:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    found = {(fault.rule, fault.value): fault for fault in find_faults(seeds)}
    assert set(found) == {(rule, value) for rule, _, _, value, _ in FAULTS}
    for rule, _, _, value, expected in FAULTS:
        fault = found[rule, value]
        assert fault.file == f"seeds/{CLAIMS}"
        assert fault.line is not None
        assert expected in fault.expected


def test_another_figure_of_the_same_is_a_finding_and_no_refusal(tmp_path: Path) -> None:
    seeds = change(
        tmp_path,
        "value: 7\n    rounding: exact\n    counts: {process: victims, year: 2021, origin: UA}",
        "value: 8\n    rounding: exact\n    counts: {process: victims, year: 2021, origin: UA}",
    )
    database = tmp_path / "warehouse.duckdb"
    unproved(database, seeds)
    with duckdb.connect(str(database), read_only=True) as connection:
        differing = connection.execute(
            "select claim_code from mart.sentence_figures where not is_consistent order by 1"
        ).fetchall()
    assert differing == [("reflection_ukrainian_victims_2021",), ("ukrainian_victims_2021",)]
    page = findings(database, "2022").split("## Sentences that state another figure of the same")[1]
    assert page.index("In 2021, 7 Ukrainian victims") > 0
