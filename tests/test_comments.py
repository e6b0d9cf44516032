"""Everything is described in both languages where it is born, and what is said of it is true."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.build import describe
from warehouse.build.describe import describe_tables_and_columns
from warehouse.build.views import SCHEMAS
from warehouse.faults import WarehouseError
from warehouse.place import SQL, sql_files
from warehouse.sqltext import header, is_of_a_table

LANGUAGES = ("nl", "en")


@pytest.fixture(scope="module")
def both(two: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a warehouse of two editions."""
    with duckdb.connect(str(two), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    "query",
    [
        "select schema_name, table_name, comment from duckdb_tables() where not internal",
        "select schema_name, view_name, comment from duckdb_views() where not internal",
        "select schema_name || '.' || table_name, column_name, comment from duckdb_columns() "
        "where not internal",
    ],
    ids=["tables", "views", "columns"],
)
def test_everything_has_a_comment(warehouse: duckdb.DuckDBPyConnection, query: str) -> None:
    rows = warehouse.execute(query).fetchall()
    assert len(rows) > 15
    assert [row[:2] for row in rows if not (row[2] or "").strip()] == []


def test_no_comment_of_a_column_is_too_long_for_a_catalogue(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """Hive's catalogue, which Spark keeps, has 256 characters; it tries a longer one for 20 s."""
    query = (
        "select distinct column_name from duckdb_columns() "
        "where not internal and length(comment) > 255"
    )
    assert warehouse.execute(query).fetchall() == []


@pytest.mark.parametrize("relation", ["tables", "columns", "macros", "schemas"])
def test_everything_is_described_in_both_languages(
    both: duckdb.DuckDBPyConnection, relation: str
) -> None:
    query = f"select description_nl, description_en, * from meta.{relation}"
    rows = both.execute(query).fetchall()
    assert len(rows) >= 5
    for dutch, english, *about in rows:
        assert dutch.strip(), about
        assert english.strip(), about
        assert dutch != english, about
        assert "{" not in dutch + english, about


def test_both_languages_say_as_much(both: duckdb.DuckDBPyConnection) -> None:
    """Statement for statement: what one language says on a line, the other says on a line."""
    rows = both.execute("select description_nl, description_en, table_name from meta.tables")
    for dutch, english, name in rows.fetchall():
        assert len(dutch.splitlines()) == len(english.splitlines()), name


def test_every_text_of_the_seeds_is_there_in_both_languages(
    both: duckdb.DuckDBPyConnection,
) -> None:
    """A column that ends in _nl has its pair, filled in where it is, and other words."""
    columns = both.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'main' "
        "and column_name like '%\\_nl' escape '\\' order by all"
    ).fetchall()
    pairs = [pair for pair in columns if pair[1] != "precedence_label_nl"]  # as it is printed
    assert len(pairs) > 40
    for table, dutch in pairs:
        english = dutch.removesuffix("nl") + "en"
        half = both.execute(
            f"select count(*) from main.{table} where ({dutch} is null) <> ({english} is null)"
        ).fetchall()
        assert half == [(0,)], (table, dutch)


def test_a_view_is_described_by_the_head_of_its_file(warehouse: duckdb.DuckDBPyConnection) -> None:
    for schema in SCHEMAS:
        for path in sql_files(f"views/{schema}"):
            found = warehouse.execute(
                "select description_nl, description_en from build.objects where object_name = $1",
                [f"{schema}.{path.stem}"],
            ).fetchall()
            text = path.read_text(encoding="utf-8")
            if is_of_a_table(text):
                continue  # described by what its table says of itself
            assert found == [tuple(header(text, language) for language in LANGUAGES)]
            if schema in {"main", "analysis"}:
                assert "Hidden:" in found[0][1]
                assert "Verborgen:" in found[0][0]


SAID = {
    "nl": {
        "report": "Tabel van het rapport: {heading_nl}\nPagina: {page} (editie {edition_code})\n",
        "mart": "{heading_nl}: één rij per gedrukte cel, uit de nieuwste editie die haar drukt.\n",
        "both": "Eenheid: {unit}. {counting_rule_nl}\nBron: {registry_nl}.\nVerborgen: {hidden}",
        "hidden": ("{suppression_label} is {suppression_min} tot {suppression_max}.", "niets"),
        "sum": "\nOptellen: ",
    },
    "en": {
        "report": "Report table: {heading_nl}\nPage: {page} (edition {edition_code})\n",
        "mart": "{heading_en}: one row per printed cell, from the newest edition that prints it.\n",
        "both": "Unit: {unit}. {counting_rule_en}\nSource: {registry_en}.\nHidden: {hidden}",
        "hidden": ("{suppression_label} is {suppression_min} to {suppression_max}.", "nothing"),
        "sum": "\nSum: ",
    },
}
UNITS = {"victims": "slachtoffers", "suspects": "verdachten", "cases": "zaken"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_comment_is_true_of_its_own_edition(
    both: duckdb.DuckDBPyConnection, language: str
) -> None:
    """Heading, page, unit, rule, source and hidden figures, of each edition and in the mart."""
    result = both.execute(
        "select *, row_number() over (partition by table_code order by edition_code desc) = 1 "
        "as is_newest from main.dim_table where not is_without_values"
    )
    names = [column[0] for column in result.description or []]
    tables = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    assert len({table["edition_code"] for table in tables}) == 2
    said = dict(
        both.execute(f"select object_name, description_{language} from build.objects")
        .fetchall()
    )  # fmt: skip
    words = SAID[language]
    for table in tables:
        table["hidden"] = words["hidden"][table["suppression_label"] is None].format(**table)
        if language == "nl":
            table["unit"] = UNITS[table["unit"]]
        edition, code = table["edition_code"], table["table_code"]
        counted = str(words["both"]).format(**table)
        told = said[f"report_{edition}.{code}"]
        assert told.startswith(str(words["report"]).format(**table) + counted), told
        if table["is_newest"]:
            told = said[f"mart.{code}"]
            assert told.startswith(str(words["mart"]).format(**table) + counted), told
            assert words["sum"] in told


@pytest.mark.parametrize(
    ("table", "dutch", "english"),
    [
        (
            "age_by_form",
            "Optellen: binnen één jaar en editie, alleen over leeftijd en vorm.",
            "Sum: within one year and edition, over age and form only.",
        ),
        (
            "victims_by_origin",
            "Optellen: binnen één jaar en editie, alleen over herkomst.",
            "Sum: within one year and edition, over origin only.",
        ),
        (
            "victims_by_form",
            "Optellen: nooit; de cellen overlappen, of zijn geen delen van één geheel.",
            "Sum: never; the cells overlap, or are not parts of one whole.",
        ),
    ],
)
def test_a_mart_says_over_what_it_may_be_added(
    warehouse: duckdb.DuckDBPyConnection, table: str, dutch: str, english: str
) -> None:
    said = warehouse.execute(
        "select description_nl, description_en from build.objects where object_name = $1",
        [f"mart.{table}"],
    ).fetchall()[0]
    assert [text.splitlines()[-1] for text in said] == [dutch, english]


@pytest.fixture
def comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "comments.yml"
    path.write_bytes((SQL / "comments.yml").read_bytes())
    for folder in ("build", "views"):
        (tmp_path / folder).symlink_to(SQL / folder)
    monkeypatch.setattr(describe, "SQL", tmp_path)
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  share:", "  shard:", "no comment for column main.all_cells.share"),
        ("  share:", "  shard:", "comment for column shard, which does not exist"),
        ("  notes:", "  note:", "no comment for column main.dim_table.notes_nl"),
        ("  notes:", "  note:", "comment for column note_en, which does not exist"),
        ("  dim_sex:", "  dim_sax:", "no comment for table dim_sex"),
        ("  dim_sex:", "  dim_sax:", "comment for table dim_sax, which does not exist"),
        ("    nl: Publicatie met", "    de: Ausgabe von", "edition_code has no description in nl"),
        (
            "    en: Publication with",
            "    de: Ausgabe von",
            "edition_code has no description in en",
        ),
    ],
)
def test_drift_of_comments_is_refused(
    database: Path, tmp_path: Path, comments: Path, old: str, new: str, message: str
) -> None:
    text = comments.read_text(encoding="utf-8")
    assert old in text
    comments.write_text(text.replace(old, new), encoding="utf-8")
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection, pytest.raises(WarehouseError, match=message):
        describe_tables_and_columns(connection)


def test_a_head_in_one_language_is_refused() -> None:
    text = "-- en: A view.\n--     It goes on.\n-- en: Unit: none.\n-- nl: Een view.\nselect 1"
    assert describe.head("main.x", text) == ("Een view.", "A view. It goes on.\nUnit: none.")
    with pytest.raises(WarehouseError, match=r"main\.x has no description in nl"):
        describe.head("main.x", text.replace("-- nl", "-- de"))
