"""What a table is on its way out: fields, keys, rows, and metadata in words.

Decision: it has the names of a data package (resource, field), as no format is nearer to what all
of them need. Metadata are plain texts by name (see `about`), the same in every format.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.read.query import Record

CELL_KEY = ("edition_code", "table_code", "row_position", "column_position")
KINDS = {
    "VARCHAR": "text",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DECIMAL": "decimal",
    "DOUBLE": "decimal",
    "BOOLEAN": "boolean",
    "DATE": "date",
}


@dataclass(frozen=True)
class Field:
    """A field; `kind` is one of the values of KINDS."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True)
class ForeignKey:
    """Columns that name a row of another table by its columns `referenced`."""

    columns: tuple[str, ...]
    table: str
    referenced: tuple[str, ...]


@dataclass(frozen=True)
class Resource:
    """One table to export; `about` is its metadata by name, the fields' aside."""

    name: str
    title: str
    about: dict[str, str]
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    rows: Sequence[tuple[Any, ...]]

    @property
    def names(self) -> list[str]:
        """The names of the fields, in order."""
        return [field.name for field in self.fields]

    def dicts(self) -> list[Record]:
        """The rows, each as name of a field to value."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]


def json_text(document: Any) -> str:
    """Return a document as JSON for people to read, with a line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
