"""A table as JSON-stat 2.0: a cube with labels, values and the status of every cell.

Decision: the dimensions are those of the table's view in `mart`, with the members that occur, in
the order of their code lists. A hidden cell is null with status Q; a place of the cube that the
report has no cell for is null without a status. What JSON-stat has no room for (the cell as
printed, its bounds, edition and page) stands in `extension`, by the same index as the value.
"""

from math import prod
from pathlib import Path
from typing import Any

from warehouse.export.extract import Extract
from warehouse.export.resource import Resource, json_text
from warehouse.read.query import Record

PROPERTIES = ("printed", "count_min", "count_max", "edition_code", "page", "placement_code")


def cube(extract: Extract, resource: Resource, path: Path) -> None:
    """Write one table as a JSON-stat dataset, with labels in the language of the extract."""
    cells = resource.dicts()
    names = [name for name in extract.dimensions if f"{name}_code" in resource.names]
    members = {name: _members(extract, name, cells) for name in names}
    members["year"] = {year: str(year) for year in sorted({cell["year"] for cell in cells})}
    codes = {"year": "year"} | {name: f"{name}_code" for name in names}
    size = [len(members[name]) for name in codes]
    places = {name: {code: at for at, code in enumerate(members[name])} for name in codes}

    def index(cell: Record) -> int:
        at = 0
        for name, column in codes.items():
            at = at * len(places[name]) + places[name][cell[column]]
        return at

    ordered = {index(cell): cell for cell in sorted(cells, key=index)}
    statuses = extract.code_lists["observation_status"]
    about = resource.about
    document = {
        "version": "2.0",
        "class": "dataset",
        "label": resource.title,
        "source": about["citation"],
        "note": [about[name] for name in ("counting_rule", "hidden", "notes") if name in about],
        "id": list(codes),
        "size": size,
        "role": {
            "time": ["year"],
            **({"geo": ["origin"]} if "origin" in codes else {}),
        },
        "dimension": {name: _dimension(extract, name, members[name]) for name in codes},
        "value": [_value(ordered.get(at)) for at in range(prod(size))],
        "status": {str(at): cell["observation_status_code"] for at, cell in ordered.items()},
        "extension": {
            **about,
            "status": {status["observation_status_code"]: status["label"] for status in statuses},
            "cells": {
                name: {
                    str(at): cell[name]
                    for at, cell in ordered.items()
                    if cell.get(name) is not None
                }
                for name in PROPERTIES
                if name in resource.names
            },
        },
    }
    path.write_text(json_text(document), encoding="utf-8")


def _members(extract: Extract, name: str, cells: list[Record]) -> dict[Any, str]:
    """Return the members that occur, with their labels, in the order of the code list."""
    occurring = {cell[f"{name}_code"] for cell in cells}
    return {
        member[f"{name}_code"]: member["label"]
        for member in extract.code_lists[name]
        if member[f"{name}_code"] in occurring
    }


def _dimension(extract: Extract, name: str, members: dict[Any, str]) -> dict[str, Any]:
    return {
        "label": extract.names[name][extract.language],
        "category": {
            "index": [str(code) for code in members],
            "label": {str(code): label for code, label in members.items()},
        },
    }


def _value(cell: Record | None) -> int | float | None:
    """Return the figure of a cell, a share as a fraction; None where there is none to tell."""
    if cell is None:
        return None
    count = cell.get("count")
    if count is not None:
        return int(count)
    figure = cell.get("share", cell.get("value"))
    return None if figure is None else float(figure)
