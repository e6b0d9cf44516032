"""The views of the report equal the print: every printed token in one cell, no cell invented."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.place import SQL

CENSUS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "census" / "2022.json").read_text(encoding="utf-8")
)
SHAPES = {
    "victims_by_form": (6, 5),
    "victims_by_sex_work_sector": (8, 5),
    "sex_work_sector_by_origin": (8, 6),
    "victims_by_labour_sector": (9, 5),
    "criminal_exploitation_by_age": (6, 5),
    "victims_by_origin": (7, 5),
    "origin_by_form": (7, 4),
    "top_nationalities_by_form": (10, 4),
    "victims_by_sex": (2, 5),
    "sex_by_form": (2, 5),
    "victims_by_age": (6, 5),
    "age_by_form": (6, 5),
    "minors_by_form": (5, 1),
    "victims_by_reporter": (6, 5),
    "reporter_by_form": (6, 5),
    "suspects_by_sex_and_age": (2, 9),
    "cases_registered": (1, 2),
    "cases_settled_by_outcome": (3, 5),
    "verdicts_by_outcome": (3, 5),
    "verdicts_by_form": (3, 3),
    "cases_adjudicated_by_form": (3, 5),
}
Rows = list[tuple[str, ...]]


def view(warehouse: duckdb.DuckDBPyConnection, name: str) -> tuple[list[str], Rows]:
    result = warehouse.execute(f"from report_2022.{name}")
    return [column[0] for column in result.description], result.fetchall()


def figures(row: tuple[str, ...]) -> list[str]:
    """Return the tokens of a row in reading order, a total inside its label first."""
    label, *cells = row
    in_label = [label.rpartition("(")[2][:-1]] if label.endswith(")") else []
    return [text for text in in_label if text.isdigit()] + cells


def misfit(tokens: list[str], cells: list[str]) -> Counter[str]:
    """Return what is left over or invented, once every ? has taken one token nobody else has."""
    difference = Counter(tokens)
    difference.subtract(cells)
    unknown = -difference.pop("?", 0)
    left = sum(count for count in difference.values() if count > 0)
    invented = sum(-count for count in difference.values() if count < 0)
    return Counter() if left == unknown and not invented else difference


@pytest.mark.parametrize("block", CENSUS, ids=lambda block: block["block"])
def test_every_token_is_one_cell(
    warehouse: duckdb.DuckDBPyConnection, block: dict[str, Any]
) -> None:
    if not block["tables"]:
        return
    tokens = [token for line in block["lines"] for token in line]
    rows = [row for table in block["tables"] for row in view(warehouse, table)[1]]
    assert not misfit(tokens, [token for row in rows for token in figures(row)])


@pytest.mark.parametrize(
    ("tokens", "cells"),
    [
        (["1", "2"], ["1"]),
        (["1"], ["1", "2"]),
        (["1", "2"], ["1", "3"]),
        (["1", "<5"], ["1", "?", "?"]),
        (["1", "<5"], ["<5", "<5"]),
        (["1", "<5", "6"], ["1", "?"]),
    ],
)
def test_a_missing_or_invented_token_is_seen(tokens: list[str], cells: list[str]) -> None:
    assert misfit(tokens, cells)


@pytest.mark.parametrize("block", CENSUS, ids=lambda block: block["block"])
def test_printed_rows_are_lines_of_the_text(
    warehouse: duckdb.DuckDBPyConnection, block: dict[str, Any]
) -> None:
    """A row whose cells are all placed by the print is one line of it, in the same order."""
    placed_otherwise = {
        (table, position)
        for table, position in warehouse.execute(
            "select distinct table_code, row_position from all_cells "
            "where placement_code <> 'printed'"
        ).fetchall()
    }
    tables = block["tables"]
    if not tables or tables == ["cases_registered"]:  # the prose has its two figures on two lines
        return
    lines = [tuple(line) for line in block["lines"]]
    positions = []
    side_by_side = zip(*(view(warehouse, table)[1] for table in tables), strict=True)
    for position, rows in enumerate(side_by_side, 1):
        if any((table, position) in placed_otherwise for table in tables):
            continue
        printed = tuple(token for row in rows for token in figures(row))
        if printed in lines:
            positions.append(lines.index(printed))
        else:
            # One token of the line may have been drawn on a line of its own.
            floating = [
                number
                for number, line in enumerate(lines)
                if 0 < len(printed) - len(line) <= 1 and is_part(line, printed)
            ]
            assert floating, f"{rows[0][0]}: no line of the text has {printed}"
            positions.append(floating[0])
    assert positions == sorted(positions), "the rows are not in the order of print"


def is_part(line: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    rest = iter(printed)
    return all(token in rest for token in line)


def test_the_schema_has_exactly_the_tables_of_the_report(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = warehouse.execute(
        "select view_name from duckdb_views() where schema_name = 'report_2022'"
    ).fetchall()
    assert {name for (name,) in found} == set(SHAPES)
    in_census = {table for block in CENSUS for table in block["tables"]}
    assert in_census == set(SHAPES)


@pytest.mark.parametrize("name", SHAPES)
def test_shape_and_names_of_a_view(warehouse: duckdb.DuckDBPyConnection, name: str) -> None:
    columns, rows = view(warehouse, name)
    assert (len(rows), len(columns) - 1) == SHAPES[name]
    assert columns[0] == "label"
    assert all(isinstance(cell, str) for row in rows for cell in row)
    if SHAPES[name][1] == 5 and name not in {"sex_by_form", "age_by_form", "reporter_by_form"}:
        assert columns[1:] == ["2018", "2019", "2020", "2021", "2022"]


def test_a_printed_table_as_a_person_sees_it(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns, rows = view(warehouse, "origin_by_form")
    assert columns == ["label", "SU", "AU", "CU", "Onbekend"]
    assert rows == [
        ("Onbekend", "<5", "6", "10", "19"),
        ("Overig", "<5", "<5", "<5", "<5"),
        ("Latijns-Amerika en de Caraïben", "26", "26", "<5", "<5"),
        ("Azië", "20", "51", "<5", "<5"),
        ("Afrika", "119", "18", "14", "<5"),
        ("Europa", "52", "233", "<5", "<5"),
        ("Nederland", "162", "<5", "35", "8"),
    ]


@pytest.mark.parametrize("name", SHAPES)
def test_a_file_pasted_into_a_shell_gives_the_same(database: Path, name: str) -> None:
    """As pasted, columns come in alphabetical order; the cells are the same."""
    with duckdb.connect(str(database), read_only=True) as shell:
        columns, rows = view(shell, name)
        shell.execute(f"set variable edition = '2022'; set variable table_code = '{name}'")
        pasted = shell.execute((SQL / "views" / "report.sql").read_text("utf-8"))
        names = [column[0] for column in pasted.description]
        as_pasted = [dict(zip(names, row, strict=True)) for row in pasted.fetchall()]
    assert as_pasted == [dict(zip(columns, row, strict=True)) for row in rows]


def test_views_read_the_same_when_the_file_is_attached(database: Path) -> None:
    """A view must not pick up a table of the same name in the reader's own database."""
    with duckdb.connect() as own:
        own.execute(f"attach '{database}' as figures (read_only)")
        views = own.execute(
            "select schema_name, view_name from duckdb_views() where database_name = 'figures' "
            "and not internal"
        ).fetchall()
        for name in ("dim_form", "all_cells", "newest_cells", "printed_cells", "fact_victims"):
            own.execute(f"create table {name} (nothing integer)")
        counts = {
            (schema, name): own.execute(f"select count(*) from figures.{schema}.{name}").fetchall()
            for schema, name in views
        }
    assert len(counts) > 2 * len(SHAPES)
    # With one edition there is nothing to revise, and this one prints no period.
    assert counts.pop(("quality", "revisions")) == counts.pop(("mart", "periods")) == [(0,)]
    assert all(count != [(0,)] for count in counts.values())
