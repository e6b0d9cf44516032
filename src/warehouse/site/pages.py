"""Which pages the web site has, and what each is made from.

Decision: every edition has pages in a folder of its own, under links that never change; the newest
has them at the top as well. Dictionary and search are about the warehouse: at the top only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from warehouse.export.extract import Extract
from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.read.query import fetch_dicts, reading
from warehouse.read.words import unit_names
from warehouse.site import text as site_text
from warehouse.site.catalogue import catalogue
from warehouse.site.dictionary import entries, star, trees
from warehouse.site.edition import Edition
from warehouse.site.sql import PAGE as SQL_PAGE
from warehouse.site.text import texts

COMMON = {"dictionary.html", "search.html", SQL_PAGE}
NAVIGATION = [
    ("start", "index.html"),
    ("sentences", "sentences.html"),
    ("findings", "findings.html"),
    ("revisions", "revisions.html"),
    ("dictionary", "dictionary.html"),
    ("search", "search.html"),
    ("sql", SQL_PAGE),
]
OF_EDITION = ("index.html", "sentences.html", "findings.html", "revisions.html")
# Name on the page, kind of export, ending of the file.
FORMATS = [
    ("CSV", "csv", ".csv"),
    ("Excel", "xlsx", ".xlsx"),
    ("CSV (Excel)", "csv-excel", ".csv"),
    ("Parquet", "parquet", ".parquet"),
    ("JSON-stat", "json-stat", ".json"),
]
FILTERS = ("bounds", "difference", "heading", "number", "side", "value")


@dataclass(frozen=True)
class Page:
    """A page: its path inside the folder of its language, its template, and what that is given."""

    language: str
    path: str
    template: str
    given: dict[str, Any]

    @property
    def root(self) -> str:
        """The way from the page to the root of the site."""
        return "../" * (self.path.count("/") + 1)


class Site:
    """The contents of the web site, read from a warehouse; `editions` has the newest first."""

    def __init__(self, database: Path) -> None:
        self.database = database
        with reading(database) as connection:
            extract = Extract(connection, "star")
            self.lists = {
                name: {member[f"{name}_code"]: member for member in members}
                for name, members in extract.code_lists.items()
                # Others have an order too; where nothing of a list is printed it has no member.
                if members and {f"{name}_code", "parent_code"} <= members[0].keys()
            }
            self.names = extract.names
            self.star = star(extract.resources)
        abouts = fetch_dicts(database, "from main.dim_edition order by edition_code desc")
        codes = [about["edition_code"] for about in abouts]
        self.editions = [
            Edition(database, about, previous, self.lists)
            for about, previous in zip(abouts, [*codes[1:], None], strict=True)
        ]
        # The newest schema of printed tables stands for all of them.
        older = {f"report_{code}" for code in codes[1:]}
        self.schemas = [schema for schema in catalogue(database) if schema["name"] not in older]

    def environment(self, *, with_sql: bool = True) -> Environment:
        """Return the templates with what all of them share, a link to the SQL page included."""
        made = Environment(
            loader=FileSystemLoader(SITE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.filters.update({name: getattr(site_text, name) for name in FILTERS})
        made.globals.update(
            common=COMMON,
            names=self.names,
            editions=[edition.code for edition in self.editions],
            formats=FORMATS,
            has_sql=with_sql,
            lists=self.lists,
            navigation=[link for link in NAVIGATION if with_sql or link[1] != SQL_PAGE],
            newest=self.editions[0].about,
            unit_names=unit_names(),
            pages_of={edition.code: set(_paths(edition)) for edition in self.editions},
        )
        return made

    def pages(self, sizes: dict[str, tuple[int, int]]) -> Iterator[Page]:
        """Yield every page; `sizes` are width and height of the charts by their files."""
        newest = self.editions[0]
        for language in LANGUAGES:
            for edition in self.editions:
                prefixes = ["", f"{edition.code}/"] if edition is newest else [f"{edition.code}/"]
                for prefix in prefixes:
                    yield from _pages_of(edition, language, prefix, sizes)
            given = {"schemas": self.schemas, "star": self.star, "trees": trees(self.lists)}
            yield Page(language, "dictionary.html", "dictionary.html", given)
            letters = entries(newest, self.schemas, self.names, language)
            given = {"letters": letters, "edition_tables": newest.by_code}
            yield Page(language, "search.html", "search.html", given)

    def render(self, environment: Environment, page: Page) -> str:
        """Return a page as HTML."""
        template = environment.get_template(page.template)
        said = texts()[page.language]
        return template.render(
            lang=page.language, root=page.root, page=page.path, t=said, **page.given
        )


def _paths(edition: Edition) -> list[str]:
    return [*OF_EDITION, *(f"tables/{code}.html" for code in edition.by_code)]


def _pages_of(
    edition: Edition, language: str, prefix: str, sizes: dict[str, tuple[int, int]]
) -> Iterator[Page]:
    given: dict[str, Any] = {"edition": edition, "prefix": prefix}
    for name in OF_EDITION:
        yield Page(language, f"{prefix}{name}", name, given)
    tables = edition.tables
    beside = zip([None, *tables], tables, [*tables[1:], None], strict=False)
    for before, table, after in beside:
        code = table["table_code"]
        chart = f"charts/{edition.code}/{language}/{code}.svg"
        picture = {"chart": chart, "size": sizes.get(chart)}
        shown = {"table": table, "before": before, "after": after, **picture}
        yield Page(language, f"{prefix}tables/{code}.html", "table.html", given | shown)
