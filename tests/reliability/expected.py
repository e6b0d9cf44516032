"""What a set of seeds says, read without the warehouse, and whether a file says the same.

Decision: this reader shares no code with the loader: it splits bytes at line ends and commas,
reads YAML with a loader of plain strings, and follows the rules of decision 0001 as
prose has them. It is only asked about seeds that the warehouse has accepted.
"""

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import yaml

from tests.reliability.expected_statements import NAMES, QUERIES, expected_statements

Cell = tuple[Any, ...]
LISTS = (
    *("form", "sector", "origin", "age", "sex", "reporter", "outcome"),
    *("population", "form_counting", "observation_status", "confidentiality_status"),
    *("placement", "rounding"),
)
# Columns that are numbers in the file, and text in its seed.
NUMBERS = ("below", "above")
SIMPLE = ("table_number", "printed_number", "heading_nl", "heading_en", "page", "process", "unit",
          "counting_rule_nl", "counting_rule_en", "measure", "notes_nl", "notes_en")  # fmt: skip
# What a table says of whom it counts stands in the list of populations.
OF_POPULATION = {"population_nl": "label_nl", "population_en": "label_en",
                 "registry_nl": "registry_nl", "registry_en": "registry_en"}  # fmt: skip
EDITION = "([a-z][a-z0-9]*_)*20[0-9]{2}"


def read_yaml(path: Path) -> Any:
    """Return a YAML file with every scalar as text."""
    return yaml.load(path.read_bytes().decode(), yaml.CBaseLoader)  # noqa: S506  strings only


def expected(root: Path) -> dict[str, list[Cell]]:
    """Return the rows that a file made from these seeds must have, by relation."""
    names = ("cells", "tables", "headings", "editions", *QUERIES)
    found: dict[str, list[Cell]] = {name: [] for name in names}
    populations = {row["population_code"]: row for row in _list(root, "population")}
    for folder in sorted(path for path in root.iterdir() if re.fullmatch(EDITION, path.name)):
        if not any(folder.iterdir()):
            continue
        edition = read_yaml(folder / "edition.yml")
        found["editions"].append((folder.name, edition["title"], edition["source_sha256"]))
        for path in sorted(folder.glob("*.yml")):
            is_table = path.name not in {"edition.yml", *NAMES} and not path.name.startswith(".")
            if not is_table or not path.is_file():
                continue
            said = read_yaml(path)
            table = (folder.name, path.stem)
            section = edition["sections"][said["section"]]
            counted = populations[said["population"]]
            told = [said.get(key) for key in SIMPLE]
            told += [said["population"], *(counted[key] for key in OF_POPULATION.values())]
            found["tables"].append((*table, section["nl"], section["en"], *told))
            if "measure" in said:
                lines = path.with_suffix(".csv").read_bytes().decode().split("\n")[:-1]
                rows = [line.split(",") for line in lines]
                found["cells"] += [(*table, *cell) for cell in _cells(said, rows)]
                found["headings"] += [(*table, *head) for head in _headings(said, rows)]
        claims, rules = (
            read_yaml(path) if (path := folder / name).is_file() else None for name in NAMES[:2]
        )
        for relation, row in expected_statements(
            folder, edition["sections"], claims, rules, found["cells"]
        ):
            found[relation].append(row)
    for name in LISTS:
        found[name] = [
            (number, *(_value(field, column) for column, field in row.items()))
            for number, row in enumerate(_list(root, name), 1)
        ]
    return {name: sorted(rows, key=repr) for name, rows in found.items()}


def _list(root: Path, name: str) -> list[dict[str, str]]:
    """Return the members of a code list, with the fields of each by column."""
    with (root / "codes" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        heading, *rows = csv.reader(lines)
        return [dict(zip(heading, row, strict=True)) for row in rows]


def _value(field: str, column: str) -> object:
    """Return a field of a code list: nothing for an empty one, a number where one is meant."""
    return (Decimal(field) if column in NUMBERS else field) if field else None


def _positions(said: Any, rows: list[list[str]]) -> list[int]:
    """Return the position of each column: those in a row label are 0, the others count from 1."""
    positions, count = [], 0
    for code in rows[0][1:]:
        is_in_label = code == said["columns"].get("in_label")
        count += not is_in_label
        positions.append(0 if is_in_label else count)
    return positions


def _headings(said: Any, rows: list[list[str]]) -> list[Cell]:
    labels = said["columns"]["labels"]
    columns = zip(_positions(said, rows), rows[0][1:], strict=True)
    return [
        *(("row", n, row[0], said["rows"]["labels"][row[0]]) for n, row in enumerate(rows[1:], 1)),
        *(("column", position, code, labels.get(code)) for position, code in columns),
    ]


def _cells(said: Any, rows: list[list[str]]) -> list[Cell]:
    cells = []
    for number, row in enumerate(rows[1:], 1):
        for code, position, printed in zip(
            rows[0][1:], _positions(said, rows), row[1:], strict=True
        ):
            entry: Any = next(
                (
                    e
                    for e in said.get("placements", ())
                    if row[0] in e["rows"] and code in e["columns"]
                ),
                {},
            )
            placement = entry.get("placement", "printed")
            codes = _codes(said, row[0], code)
            meaning = _meaning(said, printed, entry)
            shown = printed.replace(".", ",")  # a seed has a point, since commas part its cells
            cells.append((number, position, shown, *meaning, placement, *codes))
    return cells


def _codes(said: Any, row: str, column: str) -> list[str]:
    """Return the member of each dimension that the headings and the table give a cell."""
    given = dict(said.get("fixed", {}))
    for side, heading in (("rows", row), ("columns", column)):
        given |= dict(zip(said[side]["dimensions"], heading.split("."), strict=True))
    return [said["population"], given["year"], *(given.get(name, "_T") for name in LISTS[:7])]


def _meaning(said: Any, printed: str, entry: Any) -> tuple[Any, ...]:
    """Return count, bounds, share in percents, value, rank and whether hidden, by the grammar."""
    figure = printed.removesuffix("*")
    nothing = (None, None, None, None, None, None, False)
    is_uncertain = entry.get("placement") == "uncertain"
    if is_uncertain and said["measure"] == "count":
        figures = [_meaning(said, competing, {}) for competing in entry["competing"]]
        return None, min(f[1] for f in figures), max(f[2] for f in figures), *nothing[3:]
    if is_uncertain or figure == ":":
        return nothing
    if figure.startswith("<"):
        hidden = said["suppression"]
        return None, int(hidden["min"]), int(hidden["max"]), None, None, None, True
    if figure.endswith("%"):
        return None, None, None, Decimal(figure[:-1]), None, None, False
    if said["measure"] != "count":
        return None, None, None, None, Decimal(figure), None, False
    rank, count = None, figure
    if ranked := re.fullmatch(r"([0-9]+)'? [(]([0-9]+)[)]", figure):
        rank, count = int(ranked[1]), ranked[2]
    return int(count), int(count), int(count), None, None, rank, False


def loaded(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Cell]]:
    """Return the same relations from the tables of a file."""
    dimensions = ", ".join(f"{name}_code" for name in LISTS[:7])
    facts = " union all ".join(
        f"select * from fact_{name}" for name in ("victims", "suspects", "cases")
    )
    simple = ", ".join(f"{name}::varchar" for name in (*SIMPLE, "population_code", *OF_POPULATION))
    queries = {
        "cells": "select edition_code, table_code, row_position, column_position, printed, count, "
        "count_min, count_max, share * 100, value, printed_rank, is_suppressed, placement_code, "
        "population_code, concat_ws('T', nullif(first_year, year), year), "
        f"{dimensions} from ({facts})",
        "tables": f"select edition_code, table_code, section_nl, section_en, {simple} "
        "from dim_table",
        "headings": "select edition_code, table_code, 'row', row_position, row_code, printed_label "
        "from report_row union all select edition_code, table_code, 'column', column_position, "
        "column_code, printed_label from report_column",
        "editions": "select edition_code, title, source_sha256 from dim_edition",
        **QUERIES,
    }
    for name in LISTS:
        columns = [
            column
            for (column,) in connection.execute(
                "select column_name from duckdb_columns() where table_name = $1 "
                "and database_name = current_database() order by column_index",
                [f"dim_{name}"],
            ).fetchall()
            if column != "sort_order"
        ]
        texts = ", ".join(
            column if column in NUMBERS else f"{column}::varchar" for column in columns
        )
        queries[name] = f"select sort_order, {texts} from dim_{name}"
    return {
        name: sorted(connection.execute(query).fetchall(), key=repr)
        for name, query in queries.items()
    }
