"""What can be taken from the site as a whole, and the index that tells programs where it stands.

Decision: an address that is in the index stays: it names the edition, the language, the format and
the table, and nothing that a later build could change. The index and the page list the files that
are there, so that neither can name one that is not.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.export.resource import json_text
from warehouse.export.write import write
from warehouse.names import LANGUAGES
from warehouse.read.query import Record
from warehouse.site.edition import Edition

FILE = "warehouse.duckdb"
INDEX = "data/index.json"
CHARTS = ("svg", "png")


@dataclass(frozen=True)
class Whole:
    """A file with all figures: what is exported, as which format, in which language."""

    what: str
    kind: str
    language: str = "nl"
    excel: str | None = None


WHOLE = {
    f"data/all/{language}/{name}": Whole(what, kind, language, excel)
    for language in LANGUAGES
    for name, what, kind, excel in (
        ("figures.csv", "figures", "csv", None),
        ("figures-excel.csv", "figures", "csv", language),
        ("figures.xlsx", "figures", "xlsx", None),
        ("figures.parquet", "figures", "parquet", None),
        ("datapackage.zip", "star", "datapackage", None),
        ("json-stat.zip", "marts", "json-stat", None),
    )
} | {"data/all/sdmx.zip": Whole("marts", "sdmx-csv")}  # in both languages


def write_whole(database: Path, made: Path, name: str) -> None:
    """Write one file of WHOLE into the folder of a site."""
    one = WHOLE[name]
    path = made / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write(database, one.what, one.kind, path, language=one.language, excel=one.excel)


def index(made: Path, editions: list[Edition], formats: list[tuple[str, str, str]]) -> Record:
    """Return the index of a written site; every path is relative to the root of the site.

    `files` has whole files with their size in bytes and SHA-256; `editions`, the newest first, has
    the tables in printed order with the paths of `data` and `charts` by language and format.
    """
    return {
        "files": [_file(made, name) for name in (FILE, *WHOLE)],
        "editions": [
            {
                **{name: edition.about[name] for name in ("edition_code", "title", "publisher")},
                **{name: edition.about[name] for name in ("published_year", "citation", "licence")},
                "tables": [
                    _table(edition.code, table, formats)
                    for table in edition.tables
                    if not table["is_without_values"]
                ],
            }
            for edition in editions
        ],
    }


def write_index(made: Path, found: Record) -> None:
    """Write the index of a site into its folder."""
    (made / INDEX).write_text(json_text(found), encoding="utf-8")


def _file(made: Path, name: str) -> Record:
    content = (made / name).read_bytes()
    one = WHOLE.get(name, Whole("warehouse", "duckdb"))
    is_in_one = name.startswith("data/all/") and name.count("/") > 2  # noqa: PLR2004  data/all/nl/
    return {
        "path": name,
        "holds": one.what,
        "format": f"{one.kind}-excel" if one.excel else one.kind,
        "language": one.language if is_in_one else None,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _table(edition: str, table: Record, formats: list[tuple[str, str, str]]) -> dict[str, Any]:
    code = table["table_code"]
    names = ("table_code", "page", "heading_nl", "heading_en", "title_nl", "title_en", "unit")
    return {name: table[name] for name in names} | {
        "pages": {way: f"{way}/{edition}/tables/{code}.html" for way in LANGUAGES},
        "data": {
            way: {kind: f"data/{edition}/{way}/{kind}/{code}{end}" for _, kind, end in formats}
            for way in LANGUAGES
        },
        "charts": {
            way: {kind: f"charts/{edition}/{way}/{code}.{kind}" for kind in CHARTS}
            for way in LANGUAGES
        },
    }
