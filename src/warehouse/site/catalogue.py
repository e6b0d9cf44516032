"""What is in the database file, in the language of a page: tables, views, columns, comments.

Decision: the catalogue speaks English, as code does; `site/catalogue.yml` has its Dutch by the
English text, so that a comment that changes asks for a new translation. The comment of a view of
the report is put together from parts, as it was written. What has no Dutch is shown in English,
marked as such.
"""

import re
from itertools import groupby
from pathlib import Path

from markupsafe import Markup, escape

from warehouse.place import SQL
from warehouse.read.query import Record, fetch_dicts
from warehouse.site.text import NUMBER, english, translated, translations

# Where a comment of a view of the report can be taken apart.
SEAM = re.compile(r"(?<=[:.]) ")


def catalogue(database: Path, language: str) -> list[Record]:
    """Return the schemas by `name`, each with its `relations`: tables and views.

    A relation has `name`, `kind` (table, view), `comment` and `columns`; a column has `name`,
    `type` and `comment`. Comments are texts for a page in `language`, one line per statement.
    """
    rows = fetch_dicts(database, (SQL / "site" / "catalogue.sql").read_text(encoding="utf-8"))
    names = headings(database)
    for row in rows:
        for told in (row, *row["columns"]):
            told["comment"] = comment(told["comment"], language, names)
    return [
        {"name": schema, "relations": list(relations)}
        for schema, relations in groupby(rows, key=lambda row: row["schema_name"])
    ]


def headings(database: Path) -> dict[str, str]:
    """Return the printed headings of all editions, by the English and by themselves."""
    rows = fetch_dicts(database, "select distinct heading_nl, heading_en from main.dim_table")
    return {
        NUMBER.sub("{}", row[name]): NUMBER.sub("{}", row["heading_nl"])
        for row in rows
        for name in ("heading_en", "heading_nl")
    }


def comment(text: str, language: str, names: dict[str, str]) -> Markup:
    """Return a comment of the catalogue for a page in `language`; `names` are the headings."""
    if language == "en":
        return escape(text)
    known = translations()["nl"] | names
    lines = (in_parts(line, known) for line in text.splitlines())
    told = [
        english(line, language) if dutch is None else escape(dutch)
        for line, dutch in zip(text.splitlines(), lines, strict=True)
    ]
    return Markup("\n").join(told)


def in_parts(text: str, known: dict[str, str]) -> str | None:
    """Return a text in Dutch, as a whole or in parts that are known; None where one is not."""
    if whole := translated(text, known):
        return whole
    for seam in SEAM.finditer(text):
        head, rest = text[: seam.start()], text[seam.end() :]
        sign = ":" if head.endswith(":") else ""
        first = translated(head.removesuffix(sign), known)
        if first and (last := in_parts(rest, known)):
            return f"{first}{sign} {last}"
    return None
