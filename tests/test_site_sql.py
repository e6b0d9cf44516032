"""The SQL page of the site tells the whole catalogue, in two languages, with a strict policy."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import duckdb
import jinja2
import pytest
import yaml

from warehouse.faults import WarehouseError
from warehouse.names import LANGUAGES
from warehouse.place import SITE, sql_files
from warehouse.site import bundle, kept
from warehouse.site import sql as site_sql
from warehouse.site.catalogue import catalogue
from warehouse.site.pages import Site
from warehouse.site.sql import examples, select, sql_address

BASE = """<!doctype html><html lang="{{ lang }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{% block policy %}{% endblock %}">
<title>{% block title %}{% endblock %}</title><link rel="icon" href="{{ root }}icon.svg">
<link rel="stylesheet" href="{{ root }}base.css"></head>
<body><main>{% block main %}{% endblock %}</main>{% block scripts %}{% endblock %}</body></html>"""


def environment() -> jinja2.Environment:
    """Return an environment with a base of its own: the page must not depend on more."""
    base = jinja2.DictLoader({"base.html": BASE})
    pages = jinja2.FileSystemLoader(SITE / "templates")
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([base, pages]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, and its policy."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def values(self, attribute: str, tag: str | None = None) -> list[str]:
        """Return the values of an attribute, in order."""
        found = [each.get(attribute) for name, each in self.elements if tag in (None, name)]
        return [value for value in found if value is not None]


@pytest.fixture(scope="module")
def out(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages; the scripts, which need Node.js, are left out."""
    out = tmp_path_factory.mktemp("site")

    def leave_out(target: Path) -> None:
        target.mkdir()
        for name in bundle.ENGINE_FILES:
            (target / name).write_bytes(b"0" * 2_000_000)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site_sql, "bundle", leave_out)
        site_sql.write(out, database, environment())
    return out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_every_table_view_and_column(
    out: Path, warehouse: duckdb.DuckDBPyConnection, language: str
) -> None:
    page = Page(out / language / "sql.html")
    relations = warehouse.execute(
        "select table_schema || '.' || table_name from information_schema.tables order by all"
    ).fetchall()
    assert len(relations) > 50
    assert sorted(page.values("data-relation")) == [name for (name,) in relations]
    (columns,) = (
        warehouse.execute("select count(*) from duckdb_columns() where not internal").fetchone()
        or ()
    )
    assert page.values("scope", "th").count("row") == columns


def test_the_catalogue_tells_what_the_database_tells(database: Path) -> None:
    told = {
        (schema["name"], relation["name"], column["name"]): (
            column["type"],
            column["description_en"],
        )
        for schema in catalogue(database)
        for relation in schema["relations"]
        for column in relation["columns"]
    }
    query = (
        "select schema_name, table_name, column_name, data_type, comment "
        "from duckdb_columns() where not internal"
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(query).fetchall()
    assert told == {tuple(row[:3]): tuple(row[3:]) for row in rows}
    assert all(comment for _, comment in told.values())
    told_in_dutch = [
        one["description_nl"]
        for schema in catalogue(database)
        for relation in schema["relations"]
        for one in (schema, relation, *relation["columns"])
    ]
    assert all(told_in_dutch)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_policy_lets_nothing_in_from_elsewhere(out: Path, language: str) -> None:
    page = Page(out / language / "sql.html")
    (policy,) = (text for text in page.values("content", "meta") if "default-src" in text)
    sources = {word for part in policy.split(";") for word in part.split()[1:]}
    assert sources == {"'none'", "'self'"}
    assert "default-src 'none'" in policy
    addresses = page.values("src") + page.values("href")
    assert len(addresses) >= 4
    assert all(address.startswith("../") for address in addresses)
    assert page.values("style") == []
    assert [name for _, each in page.elements for name in each if name.startswith("on")] == []
    scripts = [each for tag, each in page.elements if tag == "script"]
    assert all("src" in each or each["type"] == "application/json" for each in scripts)


def test_the_published_file_is_copied_and_the_button_says_what_is_fetched(
    out: Path, database: Path
) -> None:
    assert (out / "warehouse.duckdb").read_bytes() == database.read_bytes()
    megabytes = round((database.stat().st_size + 4_000_000) / 1_000_000)
    assert f"Load DuckDB ({megabytes} MB) and run" in (out / "en/sql.html").read_text("utf-8")
    assert f"DuckDB laden ({megabytes} MB) en" in (out / "nl/sql.html").read_text("utf-8")


def test_both_languages_have_the_same_texts_and_the_script_asks_for_no_other() -> None:
    texts = yaml.safe_load((SITE / "texts_sql.yml").read_text(encoding="utf-8"))
    assert list(texts["nl"]) == list(texts["en"])
    assert set(texts["nl"]["script"]) == set(texts["en"]["script"])
    source = (SITE / "sql" / "page.js").read_text(encoding="utf-8")
    asked = set(re.findall(r'texts\.(\w+)|say\("(\w+)"|\? "(\w+)" : "(\w+)"', source))
    assert {name for names in asked for name in names if name} == set(texts["en"]["script"])
    for key, english in texts["en"]["script"].items():
        placeholders = re.findall(r"\{\w+\}", english)
        assert sorted(placeholders) == sorted(re.findall(r"\{\w+\}", texts["nl"]["script"][key]))


def test_every_query_of_the_cookbook_is_an_example_with_rows(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = {
        language: [one for _, members in examples(language) for one in members]
        for language in LANGUAGES
    }
    assert len(found["nl"]) == len(sql_files("cookbook")) > 30
    for dutch, english in zip(found["nl"], found["en"], strict=True):
        assert dutch["title"] != english["title"]
        assert dutch["query"].replace("_nl", "_en") == english["query"]
        assert "--" not in english["query"]
        assert warehouse.execute(dutch["query"]).fetchall()
        columns = [column[0] for column in warehouse.description or []]
        assert not [name for name in columns if name.endswith("_en")]
        assert warehouse.execute(english["query"]).fetchall()
    assert any("_label_nl" in one["query"] for one in found["nl"])
    parts = {language: [part for part, _ in examples(language)] for language in LANGUAGES}
    assert len(parts["nl"]) == len(parts["en"]) == len(set(parts["nl"] + parts["en"])) // 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_relation_is_read_in_one_language_with_what_a_person_wants(
    database: Path, language: str
) -> None:
    other = "_en" if language == "nl" else "_nl"
    queries = [
        (schema["name"], select(schema["name"], relation, language))
        for schema in catalogue(database)
        for relation in schema["relations"]
    ]
    with duckdb.connect(str(database), read_only=True) as connection:
        for schema, query in queries:
            connection.execute(f"from ({query}) limit 0")
            columns = [column[0] for column in connection.description or []]
            assert columns
            assert not [one for one in columns if one.endswith(other)]
            if schema == "mart":
                assert "printed" in columns
                technical = {one for one in columns if one.endswith(("_code", "_position"))}
                assert technical <= {"claim_code"}


def test_the_page_begins_with_the_table_that_is_printed_first(out: Path) -> None:
    for language in LANGUAGES:
        text = (out / language / "sql.html").read_text("utf-8").partition("<textarea")[2]
        query = text.partition(">")[2].partition("</textarea>")[0]
        assert query.split() == [
            *("select", "year,", f"form_label_{language},", "printed,", "count,", "count_min,"),
            *("count_max", "from", "mart.victims_by_form"),
            *("order", "by", "row_position,", "column_position"),
        ]


def test_the_newest_edition_is_not_the_last_by_name(through_the_years: Path) -> None:
    """The code of a monitor comes after that of a year."""
    first = site_sql._first(through_the_years, catalogue(through_the_years))
    assert first["name"] == "victims_by_form"


def test_every_table_and_claim_that_can_be_asked_opens_as_its_query(
    database: Path, warehouse: duckdb.DuckDBPyConnection
) -> None:
    site = Site(database)
    environment = site.environment(with_sql=True)
    (edition,) = site.editions
    printed = {
        f"tables/{code}.html": f"from report_{edition.code}.{code}"
        for code, table in edition.by_code.items()
        if not table["is_without_values"]
    }
    asked = {
        f"{edition.code}/claims/{claim['claim_code']}.html": claim["recompute_sql"]
        for claim in edition.claims
        if claim["verdict"] not in ("only_in_text", "not_in_tables")
    }
    assert len(printed) > 20
    assert len(asked) > 150
    queries = printed | {f"{edition.code}/{path}": query for path, query in printed.items()} | asked
    for page in site.pages({}):
        if not re.search("(tables|claims)/", page.path):
            continue
        found = re.findall(r'href="[^"]*sql\.html#q=([^"]+)"', site.render(environment, page))
        wanted = [queries[page.path]] if page.path in queries else []
        assert [unquote(one) for one in found] == wanted, page.path
    for query in {*queries.values()}:
        assert warehouse.execute(query).fetchall()


def test_an_address_holds_any_query() -> None:
    query = "select '100% #1 & é',\n  1 + 1 -- \"q\""
    page, _, held = sql_address(query).partition("#q=")
    assert (page, unquote(held)) == ("sql.html", query)
    assert re.fullmatch(r"[\w.%~-]+", held)


def test_without_node_the_error_says_what_to_do(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WarehouseError, match=r"install Node.js .*warehouse site --without-sql"):
        site_sql.write(tmp_path, database, environment())


def test_a_failing_installation_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho no network >&2\nexit 1\n", encoding="ascii")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "cache")
    with pytest.raises(WarehouseError, match=r"could not install .*: no network"):
        bundle.bundle(tmp_path / "sql")
    assert not (tmp_path / "cache" / "stamp").exists()


def test_the_lock_pins_every_package_and_names_no_registry() -> None:
    lock = json.loads((SITE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert len(packages) > 50
    assert [name for name, each in packages.items() if "integrity" not in each] == []
    assert [name for name, each in packages.items() if "resolved" in each] == []
    wanted = json.loads((SITE / "package.json").read_text(encoding="utf-8"))
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version
