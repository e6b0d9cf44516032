"""Sums that must hold: the hidden cells leave room for the totals that the report prints."""

import duckdb
import pytest

# Totals of victims as printed by the report and its predecessors.
VICTIMS = {2019: 1372, 2020: 1013, 2021: 791, 2022: 814}


def bounds(warehouse: duckdb.DuckDBPyConnection, condition: str) -> tuple[int, int]:
    row = warehouse.execute(
        f"select sum(count_min)::bigint, sum(count_max)::bigint from newest_cells where {condition}"
    ).fetchone()
    assert row is not None
    assert None not in row, f"no cell has {condition}"
    return row


@pytest.mark.parametrize("year", VICTIMS)
@pytest.mark.parametrize("table", ["victims_by_age", "victims_by_origin"])
def test_parts_reach_the_total_of_a_year(
    warehouse: duckdb.DuckDBPyConnection, table: str, year: int
) -> None:
    low, high = bounds(warehouse, f"table_code = '{table}' and year = {year}")
    assert low <= VICTIMS[year] <= high


@pytest.mark.parametrize("table", ["age_by_form", "origin_by_form"])
def test_forms_with_one_form_per_victim_reach_the_total(
    warehouse: duckdb.DuckDBPyConnection, table: str
) -> None:
    low, high = bounds(warehouse, f"table_code = '{table}'")
    assert low <= VICTIMS[2022] <= high


def test_sexes_reach_the_total_with_five_not_printed(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    low, high = bounds(warehouse, "table_code = 'victims_by_sex' and year = 2022")
    assert (low + 5, high + 5) == (814, 814)


def test_forms_that_overlap_exceed_the_total(warehouse: duckdb.DuckDBPyConnection) -> None:
    low, high = bounds(warehouse, "table_code = 'victims_by_form' and year = 2022")
    assert (low, high) == (849, 849)


@pytest.mark.parametrize(
    ("table", "form", "whole"),
    [
        ("victims_by_labour_sector", "AU", "victims_by_form"),
        ("criminal_exploitation_by_age", "CU", "victims_by_form"),
    ],
)
@pytest.mark.parametrize("year", [2018, 2019, 2020, 2021, 2022])
def test_a_breakdown_reaches_its_form(
    warehouse: duckdb.DuckDBPyConnection, table: str, form: str, whole: str, year: int
) -> None:
    low, high = bounds(warehouse, f"table_code = '{table}' and year = {year}")
    total, _ = bounds(
        warehouse, f"table_code = '{whole}' and form_code = '{form}' and year = {year}"
    )
    assert low <= total <= high


def test_verdicts_reach_the_cases_adjudicated(warehouse: duckdb.DuckDBPyConnection) -> None:
    for year in range(2018, 2023):
        low, high = bounds(warehouse, f"table_code = 'verdicts_by_outcome' and year = {year}")
        other = bounds(warehouse, f"table_code = 'cases_adjudicated_by_form' and year = {year}")
        assert max(low, other[0]) <= min(high, other[1])


def test_a_sum_that_cannot_hold_is_seen(warehouse: duckdb.DuckDBPyConnection) -> None:
    """The report contradicts itself here: its sectors exceed its victims of sexual exploitation."""
    low, _ = bounds(warehouse, "table_code = 'victims_by_sex_work_sector' and year = 2022")
    _, forms = bounds(
        warehouse,
        "table_code = 'victims_by_form' and form_code in ('BI_SU', 'ISU') and year = 2022",
    )
    assert low > forms
