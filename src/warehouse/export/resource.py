"""What a table is on its way out: fields, keys, rows, and metadata in words.

Decision: it has the names of a data package (resource, field), as no format is nearer to what all
of them need. Metadata are plain texts by name, the same names in every format. What several
editions say differently stands in one text, newest edition first, with `; ` between.
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


def cited(sources: Sequence[Record]) -> dict[str, str]:
    """Return edition, publisher, citation and licence; of several editions each once, by `; `."""
    names = {"edition": "edition_code"} | {
        name: name for name in ("publisher", "citation", "licence")
    }
    return {name: _joined(sources, column) for name, column in names.items()}


def about(sources: Sequence[Record]) -> dict[str, str]:
    """Return the metadata of one table of the report, as its editions tell it."""
    fields = ("page", "unit", "population", "registry", "counting_rule", "additive_over", "notes")
    told = {name: _joined(sources, name) for name in fields}
    told["hidden"] = "; ".join(dict.fromkeys(hidden(source) for source in sources))
    return cited(sources) | {
        name: text for name, text in told.items() if text or name == "additive_over"
    }


def hidden(source: Record) -> str:
    """Say what the token of hidden cells stands for, as `warehouse show` does."""
    if source["suppression_label"] is None:
        return "Nothing is hidden in this table."
    low, high = source["suppression_min"], source["suppression_max"]
    return f"{source['suppression_label']} hides a figure from {low} to {high}."


def _joined(sources: Sequence[Record], name: str) -> str:
    texts = (str(source[name]) for source in sources if source[name] is not None)
    return "; ".join(dict.fromkeys(texts))


def json_text(document: Any) -> str:
    """Return a document as JSON for people to read, with a line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
