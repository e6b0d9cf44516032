"""The datasets of Superset, made from the warehouse: of the dashboard, and of the semantic layer.

Decision: there is one for each view that charts show, and one for each table of the report. What a
view and its columns are and mean is read from the warehouse, so that it is written once;
`datasets.yml` has what only Superset wants to know.
"""

from pathlib import Path
from typing import Any

import yaml

from warehouse.export.semantics import layer
from warehouse.export.semantics_bi import dataset
from warehouse.read.query import fetch, fetch_dicts, reading

OWN = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
VIEWS = "select table_name, description_nl from meta.tables where schema_name = 'mart'"
COLUMNS = """
    select
        table_name,
        column_name,
        data_type as type,
        description_nl as description
    from meta.columns
    where schema_name = 'mart'
    order by column_number
"""
DIMENSIONS = "select dimension, label_nl from meta.dimensions"


def datasets(database: Path) -> dict[str, dict[str, Any]]:
    """Return each dataset by the name of its view, as Superset's own exports describe one."""
    meanings = dict(fetch(database, VIEWS)[1])
    names = OWN["names"] | {
        f"{dimension}_{part}": form.format(label.capitalize())
        for dimension, label in fetch(database, DIMENSIONS)[1]
        for part, form in OWN["of_dimension"].items()
    }
    columns: dict[str, list[dict[str, Any]]] = {}
    for column in fetch_dicts(database, COLUMNS):
        column["verbose_name"] = names.get(column["column_name"])
        columns.setdefault(column.pop("table_name"), []).append(column)
    return {
        view: {
            "table_name": view,
            "schema": "mart",
            "description": meanings[view],
            "filter_select_enabled": True,
            "uuid": own["uuid"],
            "metrics": OWN["metrics"],
            "columns": columns[view] + _computed(own["category"]),
            "version": "1.0.0",
        }
        for view, own in OWN["datasets"].items()
    }


def guarded(database: Path) -> dict[str, dict[str, Any]]:
    """Return the datasets of the semantic layer, whose metrics add only what may be added."""
    with reading(database) as connection:
        made = layer(connection, database, "nl")
    described = (dataset(model, made) for model in made.models)
    return {found["table_name"]: found for found in described}


def _computed(category: str) -> list[dict[str, str]]:
    return [
        column
        | {"type": "VARCHAR", "expression": column["expression"].replace("{category}", category)}
        for column in OWN["computed"]
    ]
