"""Which pages the web site has, and what each is made from.

Decision: every edition has pages in a folder of its own, under links that never change; the newest
has them at the top as well. Series, dictionary, search and imprint are about the warehouse: at the
top only. Machines are told that the page at the top is the one to list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from warehouse.charts.render import CARD_SIZE
from warehouse.export.extract import Extract
from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.read.query import fetch_dicts, reading
from warehouse.read.words import unit_names
from warehouse.site import text as site_text
from warehouse.site.catalogue import catalogue
from warehouse.site.dictionary import star, trees
from warehouse.site.downloads import INDEX, index, write_index
from warehouse.site.edition import Edition
from warehouse.site.metadata import catalogue_of, dataset
from warehouse.site.publications import Publication
from warehouse.site.search import entries
from warehouse.site.series import read_series
from warehouse.site.sql import PAGE as SQL_PAGE
from warehouse.site.sql import sql_address
from warehouse.site.text import texts

COMMON = {
    *("series.html", "dictionary.html", "search.html", "imprint.html", "changes.html"),
    "downloads.html",
    SQL_PAGE,
}
NAVIGATION = [
    ("start", "index.html"),
    ("sentences", "sentences.html"),
    ("findings", "findings.html"),
    ("revisions", "revisions.html"),
    ("series", "series.html"),
    ("dictionary", "dictionary.html"),
    ("downloads", "downloads.html"),
    ("search", "search.html"),
    ("sql", SQL_PAGE),
]
OF_EDITION = ("index.html", "sentences.html", "findings.html", "revisions.html")
# Name on the page, kind of export, ending of the file.
FORMATS = [
    ("CSV", "csv", ".csv"),
    ("CSV (Excel)", "csv-excel", ".csv"),
    ("Excel", "xlsx", ".xlsx"),
    ("Parquet", "parquet", ".parquet"),
    ("JSON-stat", "json-stat", ".json"),
]
FILTERS = ("bibtex", "bounds", "change", "difference", "heading", "number", "side", "value")


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
        abouts = fetch_dicts(database, "from main.dim_edition order by publication_order desc")
        codes = [about["edition_code"] for about in abouts]
        self.editions = [
            Edition(database, about, about["previous_edition_code"], self.lists) for about in abouts
        ]
        self.by_edition = {edition.code: edition for edition in self.editions}
        # The newest schema of printed tables stands for all of them.
        older = {f"report_{code}" for code in codes[1:]}
        self.series = read_series(database)
        self.schemas = [schema for schema in catalogue(database) if schema["name"] not in older]

    def environment(
        self, *, with_sql: bool = True, address: str = "", contact: str | None = None
    ) -> Environment:
        """Return the templates with what all of them share, a link to the SQL page included.

        `address` is where the site will stand, with a slash at its end; `contact` takes questions.
        """
        made = Environment(
            loader=FileSystemLoader(SITE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.filters.update({name: getattr(site_text, name) for name in FILTERS})
        made.globals.update(
            address=address,
            called={edition.code: edition.called for edition in self.editions},
            card=(self.editions[0].code, self.editions[0].pictured),
            card_size=CARD_SIZE,
            catalogue_of=partial(catalogue_of, self.editions, address),
            common=COMMON,
            contact=contact,
            dataset=partial(dataset, address),
            names=self.names,
            editions=[edition.code for edition in self.editions],
            formats=FORMATS,
            has_sql=with_sql,
            lists=self.lists,
            navigation=[link for link in NAVIGATION if with_sql or link[1] != SQL_PAGE],
            newest=self.editions[0].about,
            sql_address=sql_address,
            unit_names=unit_names(),
            version=version("warehouse-mensenhandel"),
            pages_of={edition.code: set(_paths(edition)) for edition in self.editions},
        )
        return made

    def pages(
        self, sizes: dict[str, tuple[int, int]], publications: Sequence[Publication] = ()
    ) -> Iterator[Page]:
        """Yield every page; `sizes` are width and height of the charts by their files.

        `publications` are those of this site, the newest first.
        """
        newest = self.editions[0]
        for language in LANGUAGES:
            for edition in self.editions:
                prefixes = ["", f"{edition.code}/"] if edition is newest else [f"{edition.code}/"]
                for prefix in prefixes:
                    yield from _pages_of(edition, language, prefix, sizes)
            yield Page(language, "series.html", "series.html", {"sections": self.series})
            given = {"schemas": self.schemas, "star": self.star, "trees": trees(self.lists)}
            yield Page(language, "dictionary.html", "dictionary.html", given)
            published = {"publications": publications, "by_edition": self.by_edition}
            for name in ("imprint.html", "changes.html", "feed.xml"):
                yield Page(language, name, name, published)
            letters = entries(newest, self.schemas, self.names, language)
            given = {"letters": letters, "edition_tables": newest.by_code}
            yield Page(language, "search.html", "search.html", given)

    def listed(self) -> list[Page]:
        """Return the pages that search engines should list: none of those that are copies."""
        copied = {f"{self.editions[0].code}/{path}" for path in _paths(self.editions[0])}
        return [
            page
            for page in self.pages({})
            if page.path.endswith(".html") and page.path not in copied
        ]

    def downloads(self, made: Path) -> Iterator[Page]:
        """Write the index of the site that was written into `made`, and yield the pages of it."""
        found = index(made, self.editions, FORMATS)
        write_index(made, found)
        for language in LANGUAGES:
            files = [one for one in found["files"] if one["language"] in (None, language)]
            given = {"files": files, "index": found, "index_path": INDEX}
            yield Page(language, "downloads.html", "downloads.html", given)

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
        charts = {
            scale: [
                {"path": path, "size": sizes.get(path)}
                for layout in ("", "-narrow")
                for path in [f"charts/{edition.code}/{language}/{code}{ending}{layout}.svg"]
            ]
            for scale, ending in (("own", ""), ("one", "-one-scale"))
        }
        if charts["one"][0]["size"] is None:
            del charts["one"]
        shown = {"table": table, "before": before, "after": after, "charts": charts}
        yield Page(language, f"{prefix}tables/{code}.html", "table.html", given | shown)
    if prefix:  # a claim belongs to its edition, and has one address
        claims = edition.claims
        beside = zip([None, *claims], claims, [*claims[1:], None], strict=False)
        for before, claim, after in beside:
            shown = {"claim": claim, "before": before, "after": after}
            path = f"{prefix}claims/{claim['claim_code']}.html"
            yield Page(language, path, "claim.html", given | shown)
