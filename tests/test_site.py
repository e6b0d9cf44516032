"""The web site says what the warehouse says, in both languages, and hides what is hidden."""

import hashlib
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import ClassVar, cast
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import duckdb
import pytest

from tests.editions import few_tables, unproved
from tests.site_reader import Element, Page
from tests.test_statement_faults import CLAIM
from warehouse.charts.draw import specification
from warehouse.charts.render import draw
from warehouse.faults import WarehouseError
from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.site import publications
from warehouse.site.edition import Edition
from warehouse.site.pages import FORMATS, OF_EDITION, Site
from warehouse.site.text import interval, texts
from warehouse.site.write import MANIFEST, write
from warehouse.trust.readings import read_readings

NEWEST, OLDER = "2098", "2022"
LIMIT = 200_000  # bytes of the start page with all that it needs
SCRIPT = "<script>alert('Onbekend')</script>"


def editions_of(page: str) -> str:
    return OLDER if f"/{OLDER}/" in page else NEWEST


def test_every_page_is_written(both: duckdb.DuckDBPyConnection, pages: dict[str, Page]) -> None:
    wanted = {"index.html", "404.html"}
    for language in LANGUAGES:
        common = ("dictionary", "downloads", "search", "imprint", "changes", "series")
        wanted |= {f"{language}/{name}.html" for name in common}
        claims = both.execute("select edition_code, claim_code from main.claim").fetchall()
        wanted |= {f"{language}/{edition}/claims/{claim}.html" for edition, claim in claims}
        for edition, table in both.execute(
            "select edition_code, table_code from dim_table"
        ).fetchall():
            folders = [f"{edition}/", ""] if edition == NEWEST else [f"{edition}/"]
            for folder in folders:
                wanted |= {f"{language}/{folder}{name}" for name in OF_EDITION}
                wanted.add(f"{language}/{folder}tables/{table}.html")
    assert set(pages) == wanted


def test_every_link_and_anchor_resolves_within_the_site(site: Path, pages: dict[str, Page]) -> None:
    anchors = {page.path: page.anchors for page in pages.values()}
    for page in pages.values():
        assert page.references
        for reference in page.references:
            parts = urlsplit(reference)
            assert not parts.scheme and not parts.netloc, (page.path, reference)
            target = (page.path.parent / parts.path).resolve() if parts.path else page.path
            assert target.is_file(), (page.path, reference)
            assert target.is_relative_to(site)
            if parts.fragment:
                assert unquote(parts.fragment) in anchors[target], (page.path, reference)


def test_anchors_are_unique(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        counts = Counter(
            element.attributes["id"] for element in page.all() if "id" in element.attributes
        )
        assert [anchor for anchor, count in counts.items() if count > 1] == [], name


def test_the_language_switch_keeps_the_place(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if "/" not in name:
            continue
        language, _, place = name.partition("/")
        other = "en" if language == "nl" else "nl"
        switch = page.one("a", class_="language")
        assert page.one("html").attributes["lang"] == language
        assert switch.attributes["lang"] == other
        target = (page.path.parent / switch.attributes["href"]).resolve()
        assert target == pages[f"{other}/{place}"].path


def test_editions_can_be_chosen_from_every_page_of_one(pages: dict[str, Page]) -> None:
    page = pages[f"nl/{OLDER}/tables/victims_by_sex.html"]
    links = page.one("nav", class_="editions").all("a")
    assert [link.text for link in links] == [f"Editie {NEWEST}", f"Editie {OLDER}"]
    newest = (page.path.parent / links[0].attributes["href"]).resolve()
    assert newest == pages["nl/tables/victims_by_sex.html"].path
    dropped = pages[f"nl/{OLDER}/tables/minors_by_form.html"]
    link = dropped.one("nav", class_="editions").all("a")[0]
    assert (dropped.path.parent / link.attributes["href"]).resolve() == pages["nl/index.html"].path


def test_permanent_pages_are_those_of_the_top(pages: dict[str, Page]) -> None:
    def without_links(page: Page) -> str:
        return re.sub(
            r'(href|src|srcset|action)="[^"]*"', "", page.path.read_text(encoding="utf-8")
        )

    copies = [name for name in pages if f"/{NEWEST}/" in name and "/claims/" not in name]
    assert len(copies) > 40
    for name in copies:
        assert without_links(pages[name]) == without_links(pages[name.replace(f"/{NEWEST}", "")])


def printed(page: Element) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return labels and cells of the printed table of a page, as a view has them."""
    table = page.one("section", class_="printed").one("table")
    rows = table.one("tbody").all("tr")
    columns = [label.text for label in table.one("thead").all("span", class_="label")]
    cells = [
        (
            row.one("th").one("span", class_="label").text,
            *(link.text for cell in row.all("td") for link in cell.all("a", class_="cell")),
        )
        for row in rows
    ]
    return ["label", *columns], cells


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", [NEWEST, OLDER])
def test_tables_equal_the_report_views_cell_by_cell(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str, edition: str
) -> None:
    views = both.execute(
        "select view_name from duckdb_views() where schema_name = $1", [f"report_{edition}"]
    ).fetchall()
    assert len(views) >= 20
    for (view,) in views:
        result = both.execute(f'from report_{edition}."{view}"')
        columns = [column[0] for column in result.description]
        found = printed(pages[f"{language}/{edition}/tables/{view}.html"])
        assert found == (columns, result.fetchall()), view


def test_a_changed_cell_is_noticed(both: duckdb.DuckDBPyConnection, pages: dict[str, Page]) -> None:
    page = pages[f"nl/{OLDER}/tables/victims_by_form.html"]
    text = page.path.read_text(encoding="utf-8")
    assert text.count(">135</a>") == 1
    spoilt = Page.parse(text.replace(">135</a>", ">136</a>"), page.path)
    rows = both.execute(f"from report_{OLDER}.victims_by_form").fetchall()
    assert printed(page)[1] == rows != printed(spoilt)[1]


def test_printed_labels_are_marked_as_dutch(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for table in page.all("section", class_="printed"):
            labels = table.all("span", class_="label")
            assert labels, name
            assert {label.attributes["lang"] for label in labels} == {"nl"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_says_where_it_comes_from(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    cells = both.execute(
        "select cells.table_code, row_position, column_position, printed, count_min, count_max, "
        f"statuses.label_{language}, placements.label_{language}, "
        f"placement_reason_{language}, is_questioned "
        "from all_cells as cells inner join dim_observation_status as statuses "
        "using (observation_status_code) inner join dim_placement as placements "
        "using (placement_code) where edition_code = $1",
        [OLDER],
    ).fetchall()
    shown = 0
    for table, row, column, text, low, high, status, placement, reason, questioned in cells:
        page = pages[f"{language}/{OLDER}/tables/{table}.html"]
        name = f"r{row}c{column}"
        assert page.one(id=name)
        line = page.one("tr", id=f"from-{name}")
        link = line.one("th").one("a")
        assert link.attributes["href"] == f"#{name}"
        in_print, said_status, bounds, said_place = (cell.text for cell in line.all("td"))
        assert in_print == text
        assert said_status.startswith(status)
        assert bounds == ("–" if high is None else interval(low, high, language))
        assert said_place.startswith(placement)
        assert (reason or "") in said_place
        assert (texts()[language]["may_be_misprinted"] in said_place) == questioned
        shown += 1
    lines = [
        line
        for name, page in pages.items()
        if name.startswith(f"{language}/{OLDER}/tables/")
        for line in page.all("tr")
        if line.attributes.get("id", "").startswith("from-")
    ]
    assert shown == len(lines) > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_without_a_figure_is_explained(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    cells = both.execute(
        "select edition_code, table_code, row_position, column_position, count_min, count_max, "
        "observation_status_code from all_cells where observation_status_code <> 'A'"
    ).fetchall()
    assert len({cell[-1] for cell in cells}) > 1
    for edition, table, row, column, low, high, status in cells:
        page = pages[f"{language}/{edition}/tables/{table}.html"]
        said = page.one("tr", id=f"from-r{row}c{column}").all("td")[1].text
        assert said.endswith(texts()[language][f"explain_{status}"].format(low=low, high=high))


def test_hidden_cells_show_their_bounds_and_nothing_else(pages: dict[str, Page]) -> None:
    hidden = 0
    for page in pages.values():
        for cell in page.all("td", class_="status-Q"):
            assert cell.one("a", class_="cell").text == "<5"
            bounds = page.one("tr", id=f"from-{cell.attributes['id']}").all("td")[2].text
            assert bounds in {"0–4", "1–4"}
            hidden += 1
    assert hidden > 4 * 100


def test_nothing_that_works_out_hidden_cells_takes_part(few: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom warehouse.site.pages import Site\n"
        "site = Site(Path(sys.argv[1]))\nenvironment = site.environment()\n"
        "pages = [site.render(environment, page) for page in site.pages({})]\n"
        "assert len(pages) > 20\n"
        "print([name for name in sys.modules if name.startswith('warehouse.')])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(few)], check=True, capture_output=True, text=True
    ).stdout
    assert "'warehouse.site.edition'" in told
    assert "'warehouse.audit" not in told


def test_a_key_figure_without_its_table_is_told_and_not_lost(
    database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(database.read_bytes())
    with duckdb.connect(str(path)) as connection:
        where = "where table_code = 'cases_registered'"
        for table in ("main.all_cells", "main.labelled_cells", "analysis.members"):
            connection.execute(f"delete from {table} {where}")
        connection.execute(
            "delete from main.fact_sentence_figures where outcome_code = 'REGISTERED'"
        )
        connection.execute(
            f"update main.dim_table set measure = null, is_without_values = true {where}"
        )
    site = Site(path)
    start = next(page for page in site.pages({}) if page.path == "index.html")
    (edition,) = site.editions
    assert [figure["name"] for figure in edition.figures if not figure["points"]] == ["registered"]
    shown = site.render(site.environment(with_sql=False), start)
    assert texts()[start.language]["figures_none"] in shown
    assert texts()[start.language]["figure_registered"] in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_says_what_changed_and_how_to_read_hidden_cells(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    said = texts()[language]
    start, older = pages[f"{language}/index.html"], pages[f"{language}/{OLDER}/index.html"]
    kinds = both.execute("select revision_kind, count(*) from quality.revisions group by 1")
    for kind, count in kinds.fetchall():
        assert f"{said[f'revision_{kind}']}: {count}" in start.text
    older_called = {"nl": f"Editie {OLDER}", "en": f"Edition {OLDER}"}[language]
    assert said["changes_none"].format(edition=older_called) in older.text
    for page in (start, older):
        reading = page.one("section", **{"aria-labelledby": "reading"})
        rows = [row.all("td") for row in reading.one("tbody").all("tr")]
        assert [row[-1].text for row in rows] == ["A", "Q", "L", "O"]
        meanings = ("means_zero", "means_hidden", "means_blank", "means_unknown")
        assert [row[0].text for row in rows] == [said[name] for name in meanings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_page_has_its_chart_its_query_and_its_citation(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    tables = both.execute(
        f"select table_code, heading_nl, notes_{language}, citation, is_without_values "
        "from dim_table inner join dim_edition using (edition_code) where edition_code = $1",
        [OLDER],
    ).fetchall()
    for table, heading, notes, citation, is_without_values in tables:
        page = pages[f"{language}/{OLDER}/tables/{table}.html"]
        assert page.one("dl", class_="facts").one("dd", lang="nl").text == heading
        facts = page.one("dl", class_="facts").text
        assert (texts()[language]["notes"] in facts) == bool(notes)
        assert (notes or "") in facts
        assert page.one("main").one("cite").text == citation
        permanent = page.one("a", class_="screen").attributes["href"]
        assert (page.path.parent / permanent).resolve() == page.path
        if is_without_values:
            continue
        picture = page.one("figure", class_="chart").all("img")[0]
        assert picture.attributes["alt"] and int(picture.attributes["width"]) > 0
        (query,) = (part.text for part in page.all("code", lang="en"))
        assert (
            both.execute(query).fetchall()
            == both.execute(f"from report_{OLDER}.{table}").fetchall()
        )


def test_tables_lead_from_one_to_the_next_in_printed_order(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page]
) -> None:
    tables = both.execute(
        "select table_code from dim_table where edition_code = $1 order by table_number", [OLDER]
    ).fetchall()
    codes = [code for (code,) in tables]
    for before, code, after in zip([None, *codes], codes, [*codes[1:], None], strict=False):
        links = pages[f"en/{OLDER}/tables/{code}.html"].one("nav", class_="beside").all("a")
        found = {link.attributes["rel"]: link.attributes["href"] for link in links}
        wanted = {"prev": before, "next": after}
        assert found == {way: f"{name}.html" for way, name in wanted.items() if name}


def test_a_chart_is_what_the_command_draws(two: Path, site: Path) -> None:
    made = specification(two, "victims_by_form", "en", OLDER)
    chart = site / "charts" / OLDER / "en" / "victims_by_form.svg"
    assert chart.read_bytes() == draw(made, "svg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_have_the_verdicts_of_the_warehouse(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    claims = both.execute(
        f"select claim_code, verdict, statement_{language}, printed_words from quality.claims "
        "where edition_code = $1",
        [OLDER],
    ).fetchall()
    page = pages[f"{language}/{OLDER}/sentences.html"]
    assert len(claims) > 200
    rows = {row.attributes["id"]: row for row in page.all("li") if "id" in row.attributes}
    assert set(rows) == {claim[0] for claim in claims}
    for code, verdict, statement, printed_words in claims:
        row, own = rows[code], pages[f"{language}/{OLDER}/claims/{code}.html"]
        assert row.attributes["data-verdict"] == verdict
        assert (page.path.parent / row.one("a").attributes["href"]).resolve() == own.path
        for said in (row, own):
            assert statement in said.text
            assert printed_words in said.text
            assert said.all("span", class_=f"verdict-{verdict}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_are_those_of_the_warehouse(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    page = pages[f"{language}/{OLDER}/findings.html"]
    rules = both.execute(
        f"select statement_{language}, left_min, left_max, right_min, right_max "
        "from quality.reconciliation where edition_code = $1 and verdict = 'impossible'",
        [OLDER],
    ).fetchall()
    items = [item for rule in page.all("section", class_="finding") for item in rule.all("li")]
    readings = [item.text for item in page.all("li", class_="reading")]
    groups = [item for item in items if item.text not in readings]
    assert len(groups) == len(rules) > 5
    for statement, *ends in rules:
        (group,) = (one for one in page.all("section", class_="finding") if statement in one.text)
        sides = interval(ends[0], ends[1], language), interval(ends[2], ends[3], language)
        assert any(all(side in item.text for side in sides) for item in group.all("li"))
    (corrections,) = both.execute(
        "select count(*) from quality.corrections where edition_code = $1", [OLDER]
    ).fetchone() or (0,)
    table = page.one("section", **{"aria-labelledby": "misprints"})
    assert len(table.one("tbody").all("tr")) == corrections


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_fit_stands_with_what_does_not(
    two: Path, pages: dict[str, Page], language: str
) -> None:
    readings = read_readings(two, OLDER)
    wanted = [readings.rule(*subject[1:]) for subject in readings.of if subject[0] == "rule"]
    claims = [readings.claim(subject[1]) for subject in readings.of if subject[0] == "claim"]
    found = [pages[f"{language}/{OLDER}/findings.html"].all("li", class_="reading")]
    pages_of_claims = [
        pages[f"{language}/{OLDER}/claims/{subject[1]}.html"]
        for subject in readings.of
        if subject[0] == "claim"
    ]
    found.append([item for page in pages_of_claims for item in page.all("li", class_="reading")])
    for shown, expected in zip(found, (wanted + claims, claims), strict=True):
        said = [one[f"reading_{language}"] for found in expected for one in found]
        assert len(shown) == len(said) > 5
        assert all(item.text.startswith(text) for item, text in zip(shown, said, strict=True))
    (base,) = readings.without_whole()
    assert "188–195" in pages[f"{language}/{OLDER}/claims/{base['claim_code']}.html"].text


def test_revisions_are_those_of_the_warehouse(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page]
) -> None:
    kinds = dict(
        both.execute(
            "select revision_kind, count(*) from quality.revisions group by all"
        ).fetchall()
    )
    page = pages["nl/revisions.html"]
    said = texts()["nl"]
    for kind, count in kinds.items():
        assert f"{said[f'revision_{kind}']}: {count}" in page.text
    rows = [row for body in page.all("tbody") for row in body.all("tr")]
    single = {"changed", "suppressed", "disclosed", "vanished", "appeared"}
    assert len(rows) == sum(count for kind, count in kinds.items() if kind in single) > 5
    none = said["changes_none"].format(edition=f"Editie {OLDER}")
    assert none in pages[f"nl/{OLDER}/revisions.html"].text


def test_the_dictionary_holds_the_catalogue(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page]
) -> None:
    for language in LANGUAGES:
        page = pages[f"{language}/dictionary.html"]
        text = " ".join(page.text.split())
        for column, *described in both.execute(
            f"select column_name, columns.description_{language}, tables.description_{language}, "
            f"schemas.description_{language} from meta.columns as columns "
            "inner join meta.tables as tables using (schema_name, table_name) "
            "inner join meta.schemas as schemas using (schema_name) "
            f"where schema_name <> 'report_{OLDER}'"
        ).fetchall():
            assert column in text
            for line in "\n".join(described).splitlines():
                assert " ".join(line.split()) in text
        drawn = {link.text for link in page.one("svg", class_="star").all("a")}
        wanted = {"fact_victims", "fact_suspects", "fact_cases", "dim_table", "report_row"}
        assert drawn >= wanted
        # A code stands below its parent.
        parents = dict(both.execute("select age_code, parent_code from dim_age").fetchall())
        adult = page.one("li", id="age-Y_GE18")
        for item in adult.all("li"):
            code = item.attributes["id"].removeprefix("age-")
            assert "Y_GE18" in {parents[code], parents.get(parents[code])}
        assert {"age-Y18T22", "age-Y_GE40"} <= {one.attributes["id"] for one in adult.all("li")}


def told(
    connection: duckdb.DuckDBPyConnection, language: str, shortest: int = 30
) -> dict[str, None]:
    """Return every line that the warehouse says in a language and otherwise in the other one.

    Short ones are left out, for they may be a part of something else, and so are headings, which
    are quoted as printed.
    """
    other = "en" if language == "nl" else "nl"
    columns = connection.execute(
        "select distinct schema_name || '.' || table_name, one.column_name, also.column_name "
        "from duckdb_columns() as one inner join duckdb_columns() as also "
        "using (schema_name, table_name) where not one.internal "
        f"and ends_with(one.column_name, '_{language}') "
        f"and also.column_name = left(one.column_name, -3) || '_{other}' "
        "and one.column_name not like 'heading%' "
        "and schema_name in ('main', 'meta', 'quality') order by all"
    ).fetchall()
    lines: dict[str, None] = {}
    for relation, column, also in columns:
        for one, another in connection.execute(
            f"select distinct {column}, {also} from {relation} where {column} is not null"
        ).fetchall():
            said = [line for line in one.splitlines() if line not in another.splitlines()]
            lines |= dict.fromkeys(line for line in said if len(line) >= shortest)
    return lines


def spoken(page: Element, language: str) -> str:
    """Return the text of a page without code and what is marked as being in another language."""
    parts = [
        part if isinstance(part, str) else spoken(part, language)
        for part in page.content
        if isinstance(part, str)
        or (part.tag != "code" and part.attributes.get("lang", language) == language)
    ]
    return "".join(parts)


@pytest.mark.parametrize(("language", "other"), [("nl", "en"), ("en", "nl")])
def test_a_page_speaks_one_language(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str, other: str
) -> None:
    foreign = told(both, other)
    assert len(foreign) > 500
    for name, page in pages.items():
        if name.startswith(f"{language}/") and f"/{NEWEST}/" not in name:
            text = spoken(page, language)
            assert [line for line in foreign if line in text] == [], name


def test_another_language_on_a_page_would_be_noticed(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        foreign = told(connection, "en")
        connection.execute(
            "update build.columns set description_nl = description_en "
            "where object_name = 'main.dim_sex' and column_name = 'parent_code'"
        )
        connection.execute(
            "update main.dim_sex set definition_nl = definition_en where sex_code = '_T'"
        )
        spoilt = connection.execute(
            "select description_en from build.columns where object_name = 'main.dim_sex' "
            "and column_name = 'parent_code' "
            "union all select definition_en from main.dim_sex where sex_code = '_T'"
        ).fetchall()
    contents = Site(copy)
    environment = contents.environment(with_sql=False)
    (text,) = (
        spoken(Page.parse(contents.render(environment, page), SITE), "nl")
        for page in contents.pages({})
        if (page.language, page.path) == ("nl", "dictionary.html")
    )
    assert {line for line in foreign if line in text} == {line for (line,) in spoilt}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_can_be_found(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    page = pages[f"{language}/search.html"]
    entries = {
        item.all("a")[0].text
        for part in page.all("ul", class_="entries")
        for item in part.all("li")
    }
    for label in (
        row[0]
        for row in both.execute(
            f"select label_{language} from dim_origin union select label_{language} from dim_form "
            "union select printed_label from report_row where edition_code = $1",
            [NEWEST],
        ).fetchall()
    ):
        assert label in entries or label.isdecimal()


def test_text_of_the_seeds_is_escaped(tmp_path: Path) -> None:
    seeds = few_tables(tmp_path / "seeds", "victims_by_age")
    path = seeds / "2022" / "victims_by_form.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count("_U: Onbekend") == 1
    path.write_text(text.replace("_U: Onbekend", f'_U: "{SCRIPT}"'), encoding="utf-8")
    claims = seeds / "2022" / "claims.yml"
    said = "statement_nl: Er zijn 814 slachtoffers."
    assert CLAIM.count(said) == 1
    claims.write_text(CLAIM.replace(said, f'statement_nl: "{SCRIPT}"'), encoding="utf-8")
    database = tmp_path / "spoilt.duckdb"
    unproved(database, seeds)
    contents = Site(database)
    environment = contents.environment(with_sql=False)
    found = {
        f"{page.language}/{page.path}": Page.parse(contents.render(environment, page), tmp_path)
        for page in contents.pages({})
        if page.path.endswith(".html")
    }
    for language in LANGUAGES:
        rows = printed(found[f"{language}/tables/victims_by_form.html"])[1]
        assert rows[-1][0] == SCRIPT
    assert SCRIPT in found["nl/sentences.html"].text
    assert SCRIPT in found["nl/search.html"].text
    for page in found.values():
        for script in page.all("script"):
            if script.text:
                assert script.attributes["type"] == "application/ld+json"
                assert "<" not in script.text
    chart = draw(specification(database, "victims_by_form"), "svg")
    drawn = ElementTree.fromstring(chart)  # noqa: S314
    tags = {element.tag.rpartition("}")[2] for element in drawn.iter()}
    assert "svg" in tags
    assert "script" not in tags


def test_nothing_in_a_page_needs_a_laxer_policy(pages: dict[str, Page]) -> None:
    for page in pages.values():
        policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"})
        assert policy.attributes["content"].startswith("default-src 'none'; style-src 'self';")
        assert "unsafe" not in policy.attributes["content"]
        assert page.all("style") == []
        for element in page.all():
            names = set(element.attributes)
            assert "style" not in names
            assert not [name for name in names if name.startswith("on")]
            is_data = element.attributes.get("type") == "application/ld+json"
            assert element.tag != "script" or is_data or ("src" in names and not element.text)


def test_the_start_page_is_light(site: Path, pages: dict[str, Page]) -> None:
    for language in LANGUAGES:
        page = pages[f"{language}/index.html"]
        parts = {page.path} | {
            (page.path.parent / element.attributes[name]).resolve()
            for element in page.all()
            for name in ("src", "href")
            if name in element.attributes
            and (element.tag in {"img", "script"} or element.attributes.get("rel") != "alternate")
            and element.tag != "a"
        }
        assert (site / "static" / "site.css") in parts
        assert sum(path.stat().st_size for path in parts) < LIMIT


def test_downloads_are_the_exports_of_the_edition(site: Path, pages: dict[str, Page]) -> None:
    page = pages[f"en/{OLDER}/tables/victims_by_form.html"]
    section = page.one("section", **{"aria-labelledby": "downloads"})
    links = section.one("ul", class_="buttons").all("a")
    assert [link.text for link in links] == [name for name, _, _ in FORMATS]
    csv = (page.path.parent / links[0].attributes["href"]).resolve()
    rows = duckdb.connect().execute("from read_csv($1)", [str(csv)]).fetchall()
    assert len(rows) == 30
    assert {row[0] for row in rows} == {int(OLDER)}


def test_a_site_in_which_something_was_moved_is_refused(
    two: Path, site: Path, tmp_path: Path
) -> None:
    """What happens to one as it was written is tested in `tests/outside`."""
    out = shutil.copytree(site, tmp_path / "public")
    (out / "nl").rename(out / "nl-away")
    with pytest.raises(WarehouseError, match="holds what this command did not write"):
        write(two, out, lambda step: None, with_sql=False)
    assert (out / "nl-away").is_dir()


@pytest.mark.parametrize("spoil", ["foreign", "edited", "unknown"])
def test_a_folder_of_someone_else_is_refused(database: Path, tmp_path: Path, spoil: str) -> None:
    out = tmp_path / "public"
    out.mkdir()
    (out / "index.html").write_text("made here")
    listed = f"{hashlib.sha256(b'made here').hexdigest()}  index.html\n"
    if spoil != "unknown":
        (out / MANIFEST).write_text(listed)
    if spoil == "foreign":
        (out / "mine.txt").write_text("mine")
    if spoil == "edited":
        (out / "index.html").write_text("edited")
    before = {path: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(WarehouseError, match="mine.txt" if spoil == "foreign" else "index.html"):
        write(database, out, lambda step: None)
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_a_missing_extra_is_named(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(WarehouseError, match=r"pip install 'warehouse-mensenhandel\[site\]'"):
        write(database, tmp_path / "public", lambda step: None)
    assert list(tmp_path.iterdir()) == []


def test_texts_stand_in_both_languages_and_are_all_used() -> None:
    said = texts()
    assert set(said) == set(LANGUAGES)
    assert set(said["nl"]) == set(said["en"])
    used = "".join(path.read_text("utf-8") for path in (SITE / "templates").iterdir())
    used += "".join(
        path.read_text("utf-8")
        for path in (SITE.parent / "src" / "warehouse" / "site").glob("*.py")
    )
    made = re.findall(r't\["(\w+_)" ~|said\[f"(\w+_){', used)
    made = [name for names in made for name in names if name]
    assert {"verdict_", "figure_", "sql_part_"} <= set(made)
    for name in said["nl"]:
        is_named = re.search(rf'(\bt\.|\["){name}\b', used)
        assert is_named or name.startswith(tuple(made)), name


def test_the_checksum_of_a_table_is_of_nothing_without_order() -> None:
    with pytest.raises(TypeError, match="'set'"):
        publications.next_of([], Path(), [cast("Edition", Unordered)])


class Unordered:
    """An edition of which something has another order each time."""

    code: ClassVar = "2022"
    by_code: ClassVar = {"victims_by_sex": {"statuses": {"A", "O"}}}
