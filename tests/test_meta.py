"""The file tells what is in it, also when it is attached under another name."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.read.query import CONFIG

CATALOGUE = {
    "tables": (
        "select schema_name, table_name, comment from duckdb_tables() where not internal "
        "union all select schema_name, view_name, comment from duckdb_views() where not internal",
        "select schema_name, table_name, description_en from meta.tables",
    ),
    "columns": (
        "select schema_name, table_name, column_index, column_name, data_type, comment "
        "from duckdb_columns() where not internal",
        "select schema_name, table_name, column_number, column_name, data_type, description_en "
        "from meta.columns",
    ),
    "schemas": (
        "select schema_name from duckdb_schemas() where not internal union all select 'main'",
        "select schema_name from meta.schemas where description_en is not null",
    ),
    "macros": (
        "select 'mart.' || function_name, comment from duckdb_functions() where not internal",
        "select macro_name, description_en from meta.macros",
    ),
}


@pytest.fixture
def attached(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to another database, in which the warehouse is called `figures`."""
    with duckdb.connect(config=CONFIG) as connection:
        connection.execute(f"attach '{database}' as figures (read_only)")
        connection.execute("create table mine as select 1 as x")
        yield connection


@pytest.mark.parametrize("name", CATALOGUE)
def test_meta_says_what_the_catalogue_says(
    warehouse: duckdb.DuckDBPyConnection, attached: duckdb.DuckDBPyConnection, name: str
) -> None:
    catalogue, meta = CATALOGUE[name]
    wanted = sorted(warehouse.execute(catalogue).fetchall())
    assert len(wanted) >= 5
    assert sorted(warehouse.execute(meta).fetchall()) == wanted
    elsewhere = meta.replace("meta.", "figures.meta.")
    assert sorted(attached.execute(elsewhere).fetchall()) == wanted


def test_main_lists_only_what_a_person_opens(warehouse: duckdb.DuckDBPyConnection) -> None:
    """What DuckDB shows first: the star, what is said of its figures, and all cells together."""
    names = "select table_name from information_schema.tables where table_schema = 'main'"
    found = {name for (name,) in warehouse.execute(names).fetchall()}
    star = {name for name in found if re.match("(dim|fact|report)_", name)}
    assert len(star) > 20
    assert found - star == {
        *("claim", "claim_exemption", "correction", "rule", "term"),
        *("all_cells", "cells_as_of", "facts", "labelled_cells", "newest_cells", "term_cells"),
    }


def test_what_is_empty_says_why(warehouse: duckdb.DuckDBPyConnection) -> None:
    said = warehouse.execute(
        "select schema_name || '.' || table_name, description_nl, description_en from meta.tables"
    ).fetchall()
    empty = {
        name: ("Leeg" in dutch, "Empty" in english)
        for name, dutch, english in said
        if not warehouse.execute(f"from {name} limit 1").fetchall()
    }
    assert empty == {"mart.periods": (True, True), "quality.revisions": (True, True)}


def test_a_comment_that_changes_is_seen(writable: duckdb.DuckDBPyConnection) -> None:
    catalogue, meta = CATALOGUE["columns"]
    writable.execute("begin")
    writable.execute("comment on column main.dim_sex.label_nl is 'something else'")
    changed = set(writable.execute(catalogue).fetchall()) - set(writable.execute(meta).fetchall())
    assert [row[:2] for row in changed] == [("main", "dim_sex")]
    writable.execute("rollback")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "thuisprostitutie",
            {
                ("label of a code", "main.dim_sector"),
                ("printed row label", "report_2022.victims_by_sex_work_sector"),
                ("printed row label", "report_2022.sex_work_sector_by_origin"),
                ("what a sentence says", "quality.claims"),
                ("what a sentence says", "mart.sentence_figures"),
            },
        ),
        (
            "ROEMEN",
            {
                ("label of a code", "main.dim_origin"),
                ("printed row label", "report_2022.top_nationalities_by_form"),
            },
        ),
        ("adolescents", {("problem of a misprint", "quality.corrections")}),
        ("Top 10", {("heading of a table", "mart.top_nationalities_by_form")}),
        ("is never zero", set()),
    ],
)
def test_one_search_finds_a_text_wherever_it_stands(
    attached: duckdb.DuckDBPyConnection, text: str, places: set[tuple[str, str]]
) -> None:
    found = attached.execute(
        "select distinct found_in, look_in from figures.meta.search "
        "where text ilike '%' || $1 || '%'",
        [text],
    ).fetchall()
    assert places <= set(found)
    assert bool(found) == bool(places)


def test_where_a_search_sends_its_reader_there_is_something(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    places = warehouse.execute("select distinct look_in from meta.search").fetchall()
    assert len(places) > 50
    tables = {".".join(row[:2]) for row in warehouse.execute(CATALOGUE["tables"][0]).fetchall()}
    macros = {row[0] for row in warehouse.execute(CATALOGUE["macros"][0]).fetchall()}
    assert {place for (place,) in places} <= tables | macros


def test_every_text_of_the_report_is_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    texts = warehouse.execute(
        "select printed_label from report_row union select printed_label from report_column "
        "union select heading_nl from dim_table union select statement_nl from claim "
        "union select statement_en from rule union select notes_en from dim_table"
    ).fetchall()
    found = warehouse.execute("select text from meta.search").fetchall()
    assert {text for text in texts if text[0]} <= set(found)


def test_codes_have_both_languages_and_their_print(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select code, label_nl, label_en, printed_labels from meta.codes "
        "where (dimension, code) in (('age', 'Y0T17'), ('form', 'BI_SU'), ('sex', 'F')) order by 1"
    ).fetchall()
    assert rows == [
        (
            "BI_SU",
            "Binnenlandse seksuele uitbuiting",
            "Domestic sexual exploitation",
            "BI-SU | Binnenlandse seksuele uitbuiting | binnenlandse su",
        ),
        ("F", "Vrouw", "Female", "Vrouwelijk | vrouw"),
        (
            "Y0T17",
            "Minderjarig (0-17)",
            "Minor (0-17)",
            "Minderjarig (0-17) | Minderjarig en adolescent | minderjarig",
        ),
    ]
    assert warehouse.execute(
        "select count(*) from meta.codes where label_nl is null or label_en is null"
    ).fetchone() == (0,)


def test_two_editions_stand_side_by_side(two: Path) -> None:
    """A share is one of its own edition's whole; the cells are those that `mart` shows."""
    with duckdb.connect(str(two), read_only=True) as both:
        newest = both.execute(
            "select edition_code, table_code, row_position, column_position from newest_cells "
            "where measure = 'count' and additive_over <> 'form' order by all"
        ).fetchall()
        shown = both.execute(
            "select distinct edition_code, table_code, row_position, column_position "
            "from analysis.shares where refusal is null order by all"
        ).fetchall()
        assert set(newest) <= set(shown)
        assert len({edition for edition, *_ in shown}) == 2
        wholes = both.execute(
            "select shares.edition_code, shares.table_code, shares.year, shares.added_over, "
            "within_code, cells, count(*) from analysis.shares inner join analysis.members using "
            "(edition_code, table_code, row_position, column_position, added_over) "
            "group by all having count(*) > cells"
        ).fetchall()
        assert wholes == []
        schemas = both.execute("select schema_name from meta.schemas").fetchall()
        assert {("report_2022",), ("report_2098",)} <= set(schemas)
        assert both.execute(
            "select count(*) from meta.tables where schema_name = 'mart' and heading_nl is null "
            "and table_name not in ('figures', 'sentence_figures', 'periods', 'series')"
        ).fetchone() == (0,)
