"""Tables as a Frictionless data package: CSV files and a `datapackage.json`.

Decision: a package is closed. Beside the tables asked for it holds every table that their foreign
keys name, so that it can be validated, joined and kept on its own.
"""

from pathlib import Path
from typing import Any

from warehouse.export.extract import Extract
from warehouse.export.table import Table, json_text
from warehouse.export.tabular import csv_text, written

TYPES = {
    "text": "string",
    "integer": "integer",
    "decimal": "number",
    "boolean": "boolean",
    "date": "date",
}
DESCRIPTIONS = {
    "marts": "Every table of the report, one row per printed cell, with labels and sources.",
    "star": "The star schema: every printed cell as a fact, the code lists as dimensions.",
}


def package(extract: Extract, folder: Path) -> None:
    """Write the tables and those that they refer to into an empty folder."""
    tables = closed(extract)
    for table in tables:
        rows = ([written(value) for value in row] for row in table.rows)
        (folder / f"{table.name}.csv").write_bytes(csv_text(table.names, rows).encode())
    about = extract.tables[0].about
    edition = f"-{extract.edition}" if extract.edition else ""
    document = {
        "profile": "tabular-data-package",
        "name": f"mensenhandel-{extract.what}{edition}".replace("_", "-"),
        "title": extract.titles.get(extract.language, extract.titles["nl"]),
        "description": DESCRIPTIONS.get(extract.what, about["description"]),
        "rights": about["licence"],
        "version": extract.sources[0]["edition_code"],
        "sources": [{"title": title} for title in _each(extract, "citation")],
        "contributors": [
            {"title": title, "role": "publisher"} for title in _each(extract, "publisher")
        ],
        "resources": [_resource(table) for table in tables],
    }
    (folder / "datapackage.json").write_text(json_text(document), encoding="utf-8")


def closed(extract: Extract) -> list[Table]:
    """Return the tables asked for and all that their keys name, in that order."""
    tables = {table.name: table for table in extract.tables}
    waiting = list(tables.values())
    while waiting:
        for key in waiting.pop(0).foreign_keys:
            if key.table not in tables:
                tables[key.table] = extract.star_table(key.table)
                waiting.append(tables[key.table])
    return list(tables.values())


def _each(extract: Extract, field: str) -> list[str]:
    """Return what the editions say, each thing once."""
    return list(dict.fromkeys(source[field] for source in extract.sources))


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.about["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": column.name, "type": TYPES[column.kind], "description": column.description}
                | ({"constraints": {"required": True}} if column.name in table.key else {})
                for column in table.columns
            ],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(key.columns),
                    "reference": {"resource": key.table, "fields": list(key.referenced)},
                }
                for key in table.foreign_keys
            ],
        },
    }
