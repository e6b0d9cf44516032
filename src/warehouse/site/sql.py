"""The page of the web site where a reader runs SQL: DuckDB in the browser over the published file.

Decision: the catalogue and the examples are written into the page, so that they can be read
before, and without, fetching the engine; the engine is fetched with the first query. The page
asks nothing of the network but its own site.
"""

import re
import shutil
from itertools import groupby
from pathlib import Path

import jinja2

from warehouse.names import LANGUAGES
from warehouse.place import sql_files
from warehouse.site.bundle import ENGINE_FILES, bundle
from warehouse.site.catalogue import catalogue
from warehouse.site.text import texts
from warehouse.sqltext import body, header

FILE = "warehouse.duckdb"
PAGE = "sql.html"
MEGABYTE = 1_000_000
ENGLISH = re.compile(r"_en\b")


def write(out: Path, database: Path, environment: jinja2.Environment) -> None:
    """Write `<language>/sql.html`, `sql/` and the database file into the folder `out`.

    `environment` finds the templates of `site/templates/` and knows, as globals, what `base.html`
    needs besides `lang`, `root`, `page` and `t`. Raises WarehouseError when there is no warehouse,
    or when Node.js or its packages are missing.
    """
    bundle(out / "sql")
    shutil.copyfile(database, out / FILE)
    fetched = [out / FILE, *(out / "sql" / name for name in ENGINE_FILES)]
    megabytes = round(sum(path.stat().st_size for path in fetched) / MEGABYTE)
    schemas = catalogue(database)
    for language in LANGUAGES:
        (out / language).mkdir(parents=True, exist_ok=True)
        said = texts()[language]
        page = environment.get_template(PAGE).render(
            lang=language,
            root="../",
            page=PAGE,
            t=said,
            script_texts=said["script"],
            examples=examples(language),
            schemas=schemas,
            megabytes=megabytes,
        )
        (out / language / PAGE).write_text(page, encoding="utf-8")


def examples(language: str) -> list[tuple[str, list[dict[str, str]]]]:
    """Return the queries of the cookbook by part, each with its `title`, in one language.

    The head of a file in `sql/cookbook/` gives its title in both languages. Its query asks for
    English labels; where a column ends in `_en`, the same in Dutch ends in `_nl`.
    """
    found = []
    for path in sql_files("cookbook"):
        text = path.read_text(encoding="utf-8")
        query = ENGLISH.sub(f"_{language}", query_of(path))
        title = header(text, language)
        found.append({"part": header(text, "part"), "title": title, "query": query})
    said = texts()[language]
    return [
        (said[f"sql_part_{part}"], list(members))
        for part, members in groupby(found, key=lambda one: one["part"])
    ]


def query_of(path: Path) -> str:
    """Return the query of a file, without the comment at its head."""
    return body(path.read_text(encoding="utf-8"))
