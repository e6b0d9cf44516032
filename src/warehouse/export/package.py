"""Tables as a Frictionless data package: CSV files and a `datapackage.json`.

Decision: a package is closed. Beside the tables asked for it holds every table that their foreign
keys name, so that it can be validated, joined and kept on its own.
"""

from pathlib import Path
from typing import Any

from warehouse.export.about import texts
from warehouse.export.extract import Extract
from warehouse.export.resource import Resource, json_text
from warehouse.export.tabular import csv_text, written

TYPES = {
    "text": "string",
    "integer": "integer",
    "decimal": "number",
    "boolean": "boolean",
    "date": "date",
}


def package(extract: Extract, folder: Path) -> None:
    """Write the tables and those that they refer to into an empty folder."""
    resources = closed(extract)
    for resource in resources:
        rows = ([written(value) for value in row] for row in resource.rows)
        (folder / f"{resource.name}.csv").write_bytes(csv_text(resource.names, rows).encode())
    about = extract.resources[0].about
    edition = f"-{extract.edition}" if extract.edition else ""
    document = {
        "profile": "tabular-data-package",
        "name": f"mensenhandel-{extract.what}{edition}".replace("_", "-"),
        "title": extract.titles.get(extract.language, extract.titles["nl"]),
        "description": texts()[extract.language].get(extract.what, about["description"]),
        "rights": about["licence"],
        "version": extract.sources[0]["edition_code"],
        "sources": [{"title": title} for title in _each(extract, "citation")],
        "contributors": [
            {"title": title, "role": "publisher"} for title in _each(extract, "publisher")
        ],
        "resources": [_resource(resource) for resource in resources],
    }
    (folder / "datapackage.json").write_text(json_text(document), encoding="utf-8")


def closed(extract: Extract) -> list[Resource]:
    """Return the tables asked for and all that their keys name, in that order."""
    resources = {resource.name: resource for resource in extract.resources}
    waiting = list(resources.values())
    while waiting:
        for key in waiting.pop(0).foreign_keys:
            if key.table not in resources:
                resources[key.table] = extract.star(key.table)
                waiting.append(resources[key.table])
    return list(resources.values())


def _each(extract: Extract, name: str) -> list[str]:
    """Return what the editions say, each thing once."""
    return list(dict.fromkeys(source[name] for source in extract.sources))


def _resource(resource: Resource) -> dict[str, Any]:
    keys = [
        {
            "fields": list(key.columns),
            "reference": {"resource": key.table, "fields": list(key.referenced)},
        }
        for key in resource.foreign_keys
    ]
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "path": f"{resource.name}.csv",
        "title": resource.title,
        "description": resource.about["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": field.name, "type": TYPES[field.kind], "description": field.description}
                | ({"constraints": {"required": True}} if field.name in resource.key else {})
                for field in resource.fields
            ],
            "missingValues": [""],
            "primaryKey": list(resource.key),
        }
        | ({"foreignKeys": keys} if keys else {}),  # the profile knows no empty list
    }
