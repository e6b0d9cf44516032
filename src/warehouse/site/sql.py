"""The page of the web site where a reader runs SQL: DuckDB in the browser over the published file.

Decision: the catalogue and the examples are written into the page, so that they can be read
before, and without, fetching the engine; the engine is fetched with the first query. The page
asks nothing of the network but its own site. A query stands in the page's address, so every page
can lead to one.
"""

import re
import shutil
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import jinja2

from warehouse.names import LANGUAGES
from warehouse.place import sql_files
from warehouse.read.query import Record, fetch_dicts
from warehouse.site.bundle import ENGINE_FILES, bundle
from warehouse.site.catalogue import catalogue
from warehouse.site.downloads import FILE
from warehouse.site.text import texts
from warehouse.sqltext import body, header

PAGE = "sql.html"
MEGABYTE = 1_000_000
ENGLISH = re.compile(r"_en\b")
OTHER = {"nl": "_en", "en": "_nl"}
# What a person wants to see of cells beside their labels, and their order in print.
FIGURES = ("claim_code", "year", "printed", "count", "count_min", "count_max", "share", "value")
ORDER = "\norder by row_position, column_position"


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
    first = _first(database, schemas)
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
            first_query=select("mart", first, language),
            select=select,
            schemas=schemas,
            megabytes=megabytes,
        )
        (out / language / PAGE).write_text(page, encoding="utf-8")


def sql_address(query: str) -> str:
    """Return the address of the page with a query in it, inside the folder of a language."""
    return f"{PAGE}#q={quote(query, safe='')}"


def select(schema: str, relation: Record, language: str) -> str:
    """Return the query that reads a table or view of the catalogue.

    Of a table of the report it asks what a person wants to see, in the order of print: the year,
    the labels in a language, the figure and its bounds. Of others it leaves out what is said in the
    other language.
    """
    names = [column["name"] for column in relation["columns"]]
    wanted = [name for name in names if not name.endswith(OTHER[language])]
    ordered = ""
    if schema == "mart":
        wanted = [name for name in wanted if "_label_" in name or name in FIGURES]
        ordered = "\norder by all" if "claim_code" in names else ORDER
    if wanted == names or schema.startswith("report_"):
        return f"from {schema}.{relation['name']}"
    columns = ",\n    ".join(wanted)
    return f"select\n    {columns}\nfrom {schema}.{relation['name']}{ordered}"


def _first(database: Path, schemas: list[Record]) -> Record:
    """Return the view of the table that is printed first in the newest edition."""
    tables = fetch_dicts(
        database,
        "select table_code from main.dim_table inner join main.dim_edition using (edition_code) "
        "where not is_without_values order by publication_order desc, table_number limit 1",
    )
    marts: list[Record] = [
        relation
        for schema in schemas
        for relation in schema["relations"]
        if (schema["name"], relation["name"]) == ("mart", tables[0]["table_code"])
    ]
    return marts[0]


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
