"""The page of the web site where a reader runs SQL: DuckDB in the browser over the published file.

Decision: the catalogue and the examples are written into the page, so that they can be read
before, and without, fetching the engine; the engine is fetched with the first query. The page
asks nothing of the network but its own site.
"""

import shutil
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
import yaml

from warehouse.bundle import ENGINE_FILES, bundle
from warehouse.project import SITE, SQL, sql_files
from warehouse.query import fetch_dicts
from warehouse.views import header

LANGUAGES = ("nl", "en")
FILE = "warehouse.duckdb"
PAGE = "sql.html"
MEGABYTE = 1_000_000


def write(out: Path, database: Path, environment: jinja2.Environment) -> None:
    """Write `<language>/sql.html`, `sql/` and the database file into the folder `out`.

    `environment` finds the templates of `site/templates/` and knows, as globals, what `base.html`
    needs besides `lang`, `root`, `page` and `t`. Raises WarehouseError when there is no warehouse,
    or when Node.js or its packages are missing.
    """
    schemas = catalogue(database)
    bundle(out / "sql")
    shutil.copyfile(database, out / FILE)
    fetched = [out / FILE, *(out / "sql" / name for name in ENGINE_FILES)]
    megabytes = round(sum(path.stat().st_size for path in fetched) / MEGABYTE)
    for language in LANGUAGES:
        (out / language).mkdir(parents=True, exist_ok=True)
        said = texts(language)
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


def texts(language: str) -> dict[str, Any]:
    """Return the texts of the site in one language, from every `site/texts*.yml`."""
    found: dict[str, Any] = {}
    for path in sorted(SITE.glob("texts*.yml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))[language]
    return found


def examples(language: str) -> list[dict[str, str]]:
    """Return title and query of each example in `sql/examples/`.

    The head of a file gives its title in both languages; the page shows the query below it.
    """
    found = []
    for path in sql_files("examples"):
        text = path.read_text(encoding="utf-8")
        titles = dict(line.split(": ", 1) for line in header(text).splitlines())
        query = "".join(line for line in text.splitlines(True) if not line.startswith("--"))
        found.append({"title": titles[language], "query": query.strip()})
    return found


def catalogue(database: Path) -> list[dict[str, Any]]:
    """Return the schemas, each with its tables and views, their comments and their columns."""
    rows = fetch_dicts(database, (SQL / "site" / "catalogue.sql").read_text(encoding="utf-8"))
    return [
        {"name": schema, "relations": list(relations)}
        for schema, relations in groupby(rows, key=lambda row: row["schema_name"])
    ]
