"""What can be taken from the site is complete, stays where it is, and hides what is hidden."""

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.site_reader import Page
from warehouse.export.write import write as export
from warehouse.faults import WarehouseError
from warehouse.names import LANGUAGES
from warehouse.place import ROOT
from warehouse.site.downloads import INDEX, WHOLE
from warehouse.site.text import bibtex
from warehouse.site.write import MANIFEST

NEWEST, OLDER = "2098", "2022"
# What stands beside a file and describes it, or is the same chart drawn otherwise.
BESIDE = re.compile(r"metadata\.json$|(-narrow|-one-scale)\.svg$")


@pytest.fixture(scope="module")
def index(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / INDEX).read_text(encoding="utf-8"))
    return found


def paths(found: Any) -> list[str]:
    """Return every path that a part of the index names."""
    if isinstance(found, dict):
        return [path for part in found.values() for path in paths(part)]
    if isinstance(found, list):
        return [path for part in found for path in paths(part)]
    return [found] if isinstance(found, str) and re.search(r"\.\w+$", found) else []


def test_the_index_names_every_file_and_no_other(site: Path, index: dict[str, Any]) -> None:
    tables = [table for edition in index["editions"] for table in edition["tables"]]
    named = {path for table in tables for part in ("data", "charts") for path in paths(table[part])}
    named |= {one["path"] for one in index["files"]}
    there = {
        path.relative_to(site).as_posix()
        for folder in ("data", "charts")
        for path in (site / folder).rglob("*")
        if path.is_file()
    }
    there = {path for path in there if not BESIDE.search(path)} - {INDEX}
    assert named == there | {"warehouse.duckdb"}
    assert len(named) > 300
    assert all((site / path).is_file() for table in tables for path in paths(table["pages"]))


def test_sizes_and_checksums_are_those_of_the_files(site: Path, index: dict[str, Any]) -> None:
    lines = (site / MANIFEST).read_text("utf-8").splitlines()
    listed = {path: digest for digest, path in (line.split("  ") for line in lines)}
    assert {one["path"] for one in index["files"]} == {"warehouse.duckdb", *WHOLE}
    for one in index["files"]:
        content = (site / one["path"]).read_bytes()
        assert one["bytes"] == len(content)
        assert one["sha256"] == hashlib.sha256(content).hexdigest() == listed[one["path"]]


def test_addresses_are_those_that_the_documentation_promises(index: dict[str, Any]) -> None:
    text = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    promised = re.findall(r"^\| `((?:data|charts|warehouse)[^`]*)` \|", text, re.MULTILINE)
    assert len(promised) > 4
    names = {"edition": r"\w+", "language": "(nl|en)", "table": r"\w+", "format": r"[\w-]+"}
    patterns = [
        re.compile(re.sub(r"<(\w+)>", lambda found: names[found[1]], re.escape(one)))
        for one in promised
    ]
    files = [one["path"] for one in index["files"]]
    tables = [table for edition in index["editions"] for table in edition["tables"]]
    files += [
        path for table in tables for part in ("data", "charts") for path in paths(table[part])
    ]
    assert [one for one in files if not any(each.fullmatch(one) for each in patterns)] == []
    assert [
        each.pattern for each in patterns if not any(map(each.fullmatch, [*files, INDEX]))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_all_of_it(site: Path, index: dict[str, Any], language: str) -> None:
    page = Page.read(site / language / "downloads.html")
    linked = {
        (page.path.parent / link.attributes["href"]).resolve().relative_to(site).as_posix()
        for link in page.one("main").all("a")
    }
    wanted = {one["path"] for one in index["files"] if one["language"] in (None, language)}
    for edition in index["editions"]:
        for table in edition["tables"]:
            wanted |= set(table["data"][language].values()) | set(
                table["charts"][language].values()
            )
            wanted.add(table["pages"][language])
    assert linked == wanted | {INDEX, MANIFEST}


def test_one_file_holds_every_figure_and_hides_what_is_hidden(site: Path, two: Path) -> None:
    with duckdb.connect(str(two), read_only=True) as connection:
        wanted = connection.execute("select count(*) from mart.figures").fetchone()
    folder = site / "data" / "all" / "nl"
    rows = list(csv.DictReader((folder / "figures.csv").read_text("utf-8").splitlines()))
    excel = (folder / "figures-excel.csv").read_text("utf-8-sig").splitlines()
    dutch = list(csv.DictReader(excel, delimiter=";"))
    assert (len(rows),) == wanted == (len(dutch),)
    hidden = [row for row in rows if row["is_suppressed"] == "true"]
    assert len(hidden) > 100
    assert {(row["value"], row["value_max"]) for row in hidden} == {("", "4")}
    assert {row["edition_code"] for row in rows} == {NEWEST, OLDER}
    assert {row["source_kind"] for row in rows} >= {"table", "sentence"}
    decimals = [row["value"] for row in rows if "." in row["value"]]
    assert [row["value"] for row in dutch if "," in row["value"]] == [
        one.replace(".", ",") for one in decimals
    ]


@pytest.mark.parametrize("kind", ["json-stat", "sdmx-csv", "datapackage", "dcat"])
def test_a_format_of_tables_takes_no_file_of_all_figures(
    few: Path, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(WarehouseError, match="no room for all figures"):
        export(few, "figures", kind, tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_a_citation_in_bibtex_is_whole() -> None:
    about: dict[str, Any] = {
        "edition_code": "2022",
        "publisher": "A & B",
        "title": "50% #1",
        "published_year": 2023,
    }
    table = {"table_code": "by_form", "heading_nl": "vorm_x", "page": 2}
    assert bibtex(about, table).splitlines() == [
        "@techreport{jaarcijfers_2022_by_form,",
        r"  author = {{A \& B}},",
        r"  title = {50\% \#1},",
        r"  institution = {A \& B},",
        "  year = {2023},",
        r"  type = {Vorm\_x},",
        "  pages = {2},",
        "  language = {dutch},",
    ]
