"""What an exported table is: columns, keys, rows, and metadata in words.

Decision: metadata are plain texts by name, the same names in every format. What several editions
say differently stands in one text, newest edition first, with `; ` between.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
class Column:
    """A column; `kind` is one of the values of KINDS."""

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
class Table:
    """One table to export; `about` is its metadata by name, the columns' aside."""

    name: str
    title: str
    about: dict[str, str]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    rows: Sequence[tuple[Any, ...]]

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]

    def dicts(self) -> list[dict[str, Any]]:
        """The rows, each as column name to value."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]


def cited(sources: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return edition, publisher, citation and licence; of several editions each once, by `; `."""
    names = {"edition": "edition_code"} | {
        name: name for name in ("publisher", "citation", "licence")
    }
    return {name: _joined(sources, field) for name, field in names.items()}


def about(sources: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return the metadata of one table of the report, as its editions tell it."""
    fields = ("page", "unit", "population", "registry", "counting_rule", "additive_over", "notes")
    told = {name: _joined(sources, name) for name in fields}
    told["hidden"] = "; ".join(dict.fromkeys(hidden(source) for source in sources))
    return cited(sources) | {
        name: text for name, text in told.items() if text or name == "additive_over"
    }


def hidden(source: dict[str, Any]) -> str:
    """Say what the token of hidden cells stands for, as `warehouse show` does."""
    if source["suppression_label"] is None:
        return "Nothing is hidden in this table."
    low, high = source["suppression_min"], source["suppression_max"]
    return f"{source['suppression_label']} hides a figure from {low} to {high}."


def _joined(sources: Sequence[dict[str, Any]], field: str) -> str:
    texts = (str(source[field]) for source in sources if source[field] is not None)
    return "; ".join(dict.fromkeys(texts))


def json_text(document: Any) -> str:
    """Return a document as JSON for people to read, with a line end."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
