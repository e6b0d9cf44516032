"""The printed tables as rows of labels and cells, ready for a page.

Decision: a page shows the labels as printed, and beside them what their codes are called in the
page's language. Each cell has a name that stays the same in every edition's print: its position.
"""

from itertools import groupby

from warehouse.names import LANGUAGES
from warehouse.read.query import Record
from warehouse.sqltext import body, freeze

CodeLists = dict[str, dict[str, Record]]  # name of the dimension, code, member


def printed_tables(
    edition: str,
    tables: list[Record],
    cells: list[Record],
    totals: list[Record],
    lists: CodeLists,
) -> list[Record]:
    """Return the tables of an edition with `rows`, `columns` and the query of their view.

    A row has its printed `label`, a `gloss` by language, its `cells`, and `inside`: the cell that
    is printed inside the label, if there is one. What was not printed, but may be added up, stands
    in `totals` below the columns, or as `total` behind each row.
    """
    by_table = {
        code: list(group) for code, group in groupby(cells, key=lambda cell: cell["table_code"])
    }
    sums: dict[str, list[Record]] = {}
    for total in totals:
        sums.setdefault(total["table_code"], []).append(total)
    return [
        table
        if table["is_without_values"]
        else _with_totals(
            table | _layout(edition, table, by_table[table["table_code"]], lists),
            sums.get(table["table_code"], []),
        )
        for table in tables
    ]


def _with_totals(table: Record, sums: list[Record]) -> Record:
    """Return a table with its computed totals, each with an `id`, and `year_totals` by year."""
    side = "row" if any(one["sum_row"] is not None for one in sums) else "column"
    known = {
        one[f"sum_{side}"]: one | {"id": f"total-{side[0]}{one[f'sum_{side}']}"} for one in sums
    }
    years: dict[int, set[int]] = {}
    for row in table["rows"]:
        for cell in row["cells"]:
            years.setdefault(cell["year"], set()).add(cell[f"{side}_position"])
        row["total"] = known.get(row["cells"][0]["row_position"]) if side == "row" else None
    places = [cell["column_position"] for cell in table["rows"][0]["cells"]]
    below = [known[place] for place in places if place in known] if side == "column" else []
    alone = {year: found.pop() for year, found in years.items() if len(found) == 1}
    return table | {
        "totals": below,
        "has_totals": bool(known),
        "is_by_year": side == "column" and len(alone) == len(places) > 1,
        "year_totals": {
            year: known[place]["id"] for year, place in alone.items() if place in known
        },
    }


def _layout(edition: str, table: Record, cells: list[Record], lists: CodeLists) -> Record:
    for cell in cells:
        cell["id"] = f"r{cell['row_position']}c{cell['column_position']}"
    rows = []
    for _, group in groupby(cells, key=lambda cell: cell["row_position"]):
        found = list(group)
        rows.append(
            {
                "label": found[0]["row_label"],
                "is_questioned": found[0]["is_label_questioned"],
                "gloss": _gloss(lists, table, "row", found[0]),
                "inside": next((cell for cell in found if not cell["column_position"]), None),
                "cells": [cell for cell in found if cell["column_position"]],
            }
        )
    columns = [
        {
            "label": cell["column_label"],
            "is_questioned": cell["is_heading_questioned"],
            "gloss": _gloss(lists, table, "column", cell),
        }
        for cell in rows[0]["cells"]
    ]
    hidden = {
        (cell["count_min"], cell["count_max"])
        for cell in cells
        if cell["observation_status_code"] == "Q"
    }
    return {
        "rows": rows,
        "columns": columns,
        "sql": body(freeze(edition, table["table_code"], table["columns"])).strip(),
        "statuses": sorted({cell["observation_status_code"] for cell in cells}),
        "hidden_bounds": sorted(hidden),
        "has_uncertain": any(cell["placement_code"] == "uncertain" for cell in cells),
        "has_questioned": any(
            cell["is_questioned"] or cell["is_label_questioned"] or cell["is_heading_questioned"]
            for cell in cells
        ),
    }


def _gloss(lists: CodeLists, table: Record, side: str, cell: Record) -> dict[str, str]:
    """Return what a printed label's codes are called: in Dutch only where it is an abbreviation."""
    printed = cell[f"{side}_label"]
    told = labelled(lists, table[f"{side}_dimensions"], cell[f"{side}_code"])
    is_said = {"nl": not printed.isupper(), "en": told["en"].casefold() == printed.casefold()}
    return {language: "" if is_said[language] else text for language, text in told.items()}


def labelled(lists: CodeLists, dimensions: str, codes: str) -> dict[str, str]:
    """Return what codes with dots between are called, by language; years are their own names."""
    pairs = list(zip(dimensions.split("."), codes.split("."), strict=True)) if codes else []
    return {
        language: ", ".join(
            lists[name][code][f"label_{language}"] if name in lists else code
            for name, code in pairs
        )
        for language in LANGUAGES
    }
