"""What can be searched is what the warehouse has; words of the same meaning are told once."""

import json
from collections import Counter
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.conftest import Once
from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.read.query import Record
from warehouse.site.pages import Site
from warehouse.site.search import documents, write_indexes
from warehouse.site.text import heading

NEWEST, OLDER = "2098", "2022"


@pytest.fixture(scope="module")
def indexes(two: Path, once: Once) -> dict[str, Record]:
    """Return the index of each language, of two editions."""

    def fill(folder: Path) -> None:
        site = Site(two)
        write_indexes(folder, site.editions, site.schemas, site.names)

    folder = once("search", fill)
    return {
        language: json.loads(
            (folder / f"index-{language}.js")
            .read_text(encoding="utf-8")
            .removeprefix("globalThis.searched = ")
            .removesuffix(";\n")
        )
        for language in LANGUAGES
    }


def of_group(index: Record, group: str) -> list[Record]:
    return [one for one in index["documents"] if one["group"] == group]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_is_found_in_the_newest_edition_that_has_it(
    indexes: dict[str, Record], both: duckdb.DuckDBPyConnection, language: str
) -> None:
    rows = both.execute(
        f"select arg_max(heading_{language}, edition_code), table_code, max(edition_code) "
        "from dim_table group by table_code"
    ).fetchall()
    wanted = {
        (heading(title), f"{'' if edition == NEWEST else f'{edition}/'}tables/{code}.html")
        for title, code, edition in rows
    }
    found = of_group(indexes[language], "table")
    assert {(one["title"], one["href"]) for one in found} == wanted
    assert any(one["href"].startswith(f"{OLDER}/") for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_every_edition_is_found(
    indexes: dict[str, Record], both: duckdb.DuckDBPyConnection, language: str
) -> None:
    rows = both.execute(
        f"select statement_{language}, claim_code, edition_code from quality.claims"
    ).fetchall()
    wanted = Counter((said, f"{edition}/claims/{code}.html") for said, code, edition in rows)
    found = of_group(indexes[language], "sentence")
    assert Counter((one["title"], one["href"]) for one in found) == wanted
    assert len(wanted) > 200


def test_labels_and_relations_are_found(indexes: dict[str, Record], two: Path) -> None:
    site = Site(two)
    for language in LANGUAGES:
        labels = {one["title"] for one in of_group(indexes[language], "label")}
        for members in site.lists.values():
            assert {member[f"label_{language}"] for member in members.values()} <= labels
        relations = {one["title"] for one in of_group(indexes[language], "relation")}
        assert relations == {
            f"{schema['name']}.{relation['name']}"
            for schema in site.schemas
            for relation in schema["relations"]
        }


def test_a_table_is_found_by_a_figure_that_it_prints_and_by_its_total(database: Path) -> None:
    site = Site(database)
    found = documents(site.editions, site.schemas, site.names, "nl")
    tables = {one["href"]: one for one in found if one["group"] == "table"}
    figures = set(tables["tables/victims_by_age.html"]["figures"].split())
    assert {"814", "1372", "481"} <= figures
    # A hidden cell has no figure, nor has a total that depends on one.
    assert not {"742", "746", "<5"} & figures


def test_no_word_stands_in_two_groups_of_synonyms() -> None:
    told = yaml.safe_load((SITE / "synonyms.yml").read_text(encoding="utf-8"))
    assert list(told) == list(LANGUAGES)
    for groups in told.values():
        counts = Counter(word.casefold() for group in groups for word in group)
        assert [word for word, count in counts.items() if count > 1] == []
        assert all(len(group) > 1 for group in groups)
        assert len(groups) > 30
