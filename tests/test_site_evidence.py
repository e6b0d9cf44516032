"""A figure of the web site leads to its evidence, and doubt about it stands beside it."""

import json
import re
import shutil
import struct
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from tests.site_reader import Element, Page
from warehouse.charts.panels import read_charts
from warehouse.charts.render import as_card
from warehouse.faults import WarehouseError
from warehouse.names import LANGUAGES
from warehouse.place import ROOT, SQL
from warehouse.site import kept, publications
from warehouse.site.pages import Site
from warehouse.site.text import change, interval, texts
from warehouse.site.write import write

OLDER = "2022"
SVG = "{http://www.w3.org/2000/svg}"
ATOM = "{http://www.w3.org/2005/Atom}"


def target(page: Page, link: Element, pages: dict[str, Page]) -> Element:
    """Return what a link of a page leads to: an element, or a whole page."""
    path, _, anchor = link.attributes["href"].partition("#")
    (found,) = (one for one in pages.values() if one.path == (page.path.parent / path).resolve())
    return found.one(id=anchor) if anchor else found


def cards(page: Page) -> dict[str, Element]:
    """Return the key figures of a start page, by what they count."""
    found = [item for item in page.one("ul", class_="figures").all("li") if item.all(class_="what")]
    return {item.one(class_="what").text: item for item in found}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("figure", "shown", "changed", "others"),
    [
        ("victims", "814", "+23 (+3%)", {"814", "814–818", "801–829", "799–851"}),
        ("minors", "70", "−5 (−7%)", {"70"}),
        ("suspects", "255", "−51 (−17%)", {"253–277"}),
        ("registered", "208", "−57 (−22%)", {"208"}),
        ("settled", "200", "−47 {to} −43 (−19 {to} −18%)", {"200"}),
        ("verdicts", "109", "−4 (−4%)", {"109", "109–112"}),
    ],
)
def test_a_key_figure_is_that_of_the_text_with_what_changed_and_what_else_counts_it(
    pages: dict[str, Page], language: str, figure: str, shown: str, changed: str, others: set[str]
) -> None:
    said = texts()[language]
    page = pages[f"{language}/{OLDER}/index.html"]
    card = cards(page)[said[f"figure_{figure}"]]
    value = card.one(class_="value")
    assert value.text == shown
    assert card.one(class_="change").text == changed.format(to=said["to"].strip())
    assert said["figure_agrees"] in card.one("summary").text
    evidence = target(page, value.one("a"), pages)
    assert isinstance(evidence, Page)  # the claim, with the words of the report
    assert shown in evidence.text
    listed = {item.text.partition(": ")[2].split(" (")[0] for item in card.one("ul").all("li")}
    assert others <= listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_a_key_figure_leads_to_that_figure(
    pages: dict[str, Page], language: str
) -> None:
    checked = 0
    for edition in (OLDER, "2098"):
        page = pages[f"{language}/{edition}/index.html"]
        for card in cards(page).values():
            for item in card.one("ul").all("li") if card.all("ul") else []:
                found = target(page, item.one("a"), pages)
                if found.tag == "td":
                    number = item.text.rpartition(": ")[2].split(" (")[0]
                    least = texts()[language]["at_least"].partition("{")[0]
                    assert found.text == number.removeprefix(least).strip()
                    checked += 1
    assert checked > 8


def test_a_count_that_contradicts_a_key_figure_is_named(two: Path, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(two.read_bytes())
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update main.fact_sentence_figures set value = 500, value_min = 500, value_max = 500 "
            "where claim_code = 'suspects_2022'"
        )
    site = Site(path)
    environment = site.environment(with_sql=False)
    for page in site.pages({}):
        if page.path != f"{OLDER}/index.html":
            continue
        said = texts()[page.language]
        shown = cards(Page.parse(site.render(environment, page), path))
        assert shown[said["figure_victims"]].one("summary").text == said["figure_agrees"]
        suspects = shown[said["figure_suspects"]]
        assert suspects.one("summary").text == said["figure_disagrees"]
        assert "open" in suspects.one("details").attributes


@pytest.mark.parametrize(("language", "to"), [("nl", "tot"), ("en", "to")])
@pytest.mark.parametrize(
    ("point", "wanted"),
    [
        ((5, 5, 10.2, 10.2), "+5 (+10%)"),
        ((0, 0, 0.0, 0.0), "0 (0%)"),
        ((-2, 3, -1.4, 2.6), "−2 {to} +3 (−1 {to} +3%)"),
        ((1, 4, None, None), "+1 {to} +4"),
    ],
)
def test_a_change_is_written_with_its_signs(
    point: tuple[float, ...], wanted: str, language: str, to: str
) -> None:
    names = ("change_min", "change_max", "percent_min", "percent_max")
    written = change(dict(zip(names, point, strict=True)), language)
    assert written == wanted.format(to=to)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_ends_with_its_computed_total_where_adding_is_allowed(
    warehouse: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    sums = warehouse.execute(
        "select table_code, count_min, count_max from analysis.sums inner join main.dim_table "
        "using (edition_code, table_code) where edition_code = $1 and refusal is null "
        "and added_over = additive_over",
        [OLDER],
    ).fetchall()
    tables = {row[0] for row in sums}
    assert len(tables) > 10
    for name, page in pages.items():
        if not name.startswith(f"{language}/{OLDER}/tables/"):
            continue
        shown = [cell.text for cell in page.all("td", class_="total")]
        code = page.path.stem
        if code in ("reporter_by_form", "origin_by_form", "age_by_form", "sex_by_form"):
            assert shown  # its columns or rows, not the whole of it
        elif code not in tables:
            assert not shown, code
        elif len(shown) > 1 and code not in ("verdicts_by_form", "sex_work_sector_by_origin"):
            wanted = [interval(low, high, language) for table, low, high in sums if table == code]
            assert set(shown) <= set(wanted), code  # of which some are of a part
        if shown:
            assert texts()[language]["total_note"] in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_claims_and_tables_lead_to_each_other(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    read = both.execute(
        "select distinct subject_kind, subject_code, table_code from main.term_cells "
        "where edition_code = $1",
        [OLDER],
    ).fetchall()
    failing = {
        rule
        for (rule,) in both.execute(
            "select distinct rule_code from quality.reconciliation "
            "where edition_code = $1 and verdict = 'impossible'",
            [OLDER],
        ).fetchall()
    }
    assert len(failing) > 3
    tables = {
        code: {link.attributes["href"] for link in pages[name].all("a")}
        for name in pages
        if name.startswith(f"{language}/{OLDER}/tables/")
        for code in [name.rpartition("/")[2].removesuffix(".html")]
    }
    findings = pages[f"{language}/{OLDER}/findings.html"]
    ways = {link.attributes["href"] for link in findings.all("a")}
    for kind, subject, table in read:
        if kind == "claim":
            assert any(one.endswith(f"/claims/{subject}.html") for one in tables[table])
            claim = pages[f"{language}/{OLDER}/claims/{subject}.html"]
            assert f"../tables/{table}.html" in {one.attributes["href"] for one in claim.all("a")}
        elif subject in failing:
            assert f"../findings.html#rule-{subject}" in tables[table]
            assert f"tables/{table}.html#doubt" in ways
    doubted = [item.attributes["id"] for item in findings.all("li") if "id" in item.attributes]
    assert len(doubted) > 4
    for name in doubted:
        code = name.removeprefix("claim-")
        claim = pages[f"{language}/{OLDER}/claims/{code}.html"]
        assert f"../findings.html#{name}" in {one.attributes["href"] for one in claim.all("a")}
        assert any(way.endswith(f"/claims/{code}.html") for way in ways)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_questioned_is_marked_where_it_stands_and_told_below(
    both: duckdb.DuckDBPyConnection, pages: dict[str, Page], language: str
) -> None:
    corrections = both.execute(
        f"select table_code, row_code, column_code, questioned_text, problem_{language} "
        "from main.correction where edition_code = $1",
        [OLDER],
    ).fetchall()
    for table, row, column, text, problem in corrections:
        page = pages[f"{language}/{OLDER}/tables/{table}.html"]
        marked = [
            part
            for part in (*page.one("section", class_="printed").all("th"), *page.all("td"))
            if part.all("a", class_="mark")
        ]
        kind = "td" if row and column else "th"
        assert any(part.tag == kind and text in part.text for part in marked), (table, text)
        doubts = page.one("ul", class_="doubts").text
        assert problem in doubts
        assert text in doubts
    assert {bool(column) for _, _, column, _, _ in corrections} == {True, False}


def test_series_mark_every_break_and_say_why(through_the_years: Path) -> None:
    site = Site(through_the_years)
    environment = site.environment(with_sql=False)
    with duckdb.connect(str(through_the_years), read_only=True) as connection:
        breaks = connection.execute(
            "select break_reason_nl, break_reason_en from mart.series where is_break"
        ).fetchall()
    assert len(breaks) > 20
    for one in site.pages({}):
        if one.path != "series.html":
            continue
        page = Page.parse(site.render(environment, one), through_the_years)
        marks = page.all("span", class_="mark")
        reasons = [reason[LANGUAGES.index(one.language)] for reason in breaks]
        assert sorted(mark.attributes["title"] for mark in marks) == sorted(reasons)
        assert {mark.text for mark in marks} == {texts()[one.language]["series_break"]}
        # Who cannot point at the mark reads it above the table.
        listed = {item.text for item in page.one("main").all("li")}
        assert {*reasons} <= listed


def test_a_chart_is_drawn_for_a_page_and_for_a_phone(site: Path) -> None:
    charts = sorted((site / "charts").glob("*/*/*-narrow.svg"))
    assert len(charts) > 80
    for path in charts:
        drawn = ElementTree.parse(path).getroot()  # noqa: S314
        assert float(drawn.attrib["width"]) <= 332, path
        sizes = {
            float(part.attrib["font-size"].removesuffix("px"))
            for part in drawn.iter(f"{SVG}text")
            if "font-size" in part.attrib
        }
        assert sizes, path
        assert min(sizes) >= 11, path
        assert path.with_name(path.name.replace("-narrow", "")).is_file()


def test_scales_can_be_switched_where_panels_have_their_own(
    site: Path, pages: dict[str, Page]
) -> None:
    page = pages[f"en/{OLDER}/tables/victims_by_origin.html"]
    own, one = page.one("figure", class_="chart").all("img")
    assert one.attributes["src"] == own.attributes["src"].replace(".svg", "-one-scale.svg")
    said = [
        ElementTree.parse((page.path.parent / part.attributes["src"]).resolve()).getroot()  # noqa: S314
        for part in (own, one)
    ]
    drawn = ["".join(part.itertext()) for part in said]
    assert ["Each panel has its own scale" in text for text in drawn] == [True, False]
    assert all("Total (computed" in text for text in drawn)
    bars = pages[f"en/{OLDER}/tables/origin_by_form.html"]
    assert len(bars.one("figure", class_="chart").all("img")) == 1
    assert not bars.all("fieldset")


def test_every_chart_can_be_taken_and_every_table_cited(site: Path, pages: dict[str, Page]) -> None:
    drawn = 0
    for name, page in pages.items():
        if "/tables/" not in name:
            continue
        entry = page.one("code", id="bibtex")
        assert entry.text.startswith("@techreport{")
        assert "year = {" in entry.text
        # The script writes the day of today into both.
        for place in (page.one("p", id="citation"), entry):
            spans = [set(span.attributes) for span in place.all("span")]
            assert any(one & {"data-day", "data-urldate"} for one in spans), name
        if not page.all("figure", class_="chart"):
            continue
        drawn += 1
        sources = [one.attributes["src"] for one in page.one("figure", class_="chart").all("img")]
        taken = {
            link.attributes["href"]
            for link in page.all("a")
            if "/charts/" in link.attributes["href"]
        }
        chart = sources[0].removesuffix(".svg")
        assert {f"{chart}.svg", f"{chart}.png"} <= taken, name
        for kind, begin in (("svg", b"<svg"), ("png", b"\x89PNG")):
            path = (page.path.parent / f"{chart}.{kind}").resolve()
            assert path.read_bytes().startswith(begin)
        embedded = page.one("textarea", id="embed").text
        assert f'src="ROOT/{chart.removeprefix("../" * chart.count("../"))}.svg"' in embedded
        assert "alt=" in embedded
    assert drawn > 60


def test_every_page_tells_machines_what_it_is(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        if "/" not in name:
            continue
        (way,) = (one.attributes["href"] for one in page.all("link", rel="canonical"))
        listed = (page.path.parent / way).resolve()
        is_copy = "/2098/" in name and "/claims/" not in name
        wanted = name.replace("/2098/", "/") if is_copy else name
        assert listed == pages[wanted].path
        told = {one.attributes.get("property"): one.attributes for one in page.all("meta")}
        title = page.one("title").text
        assert title.startswith(told["og:title"]["content"])
        assert (
            told["og:description"]["content"]
            == page.one("meta", name="description").attributes["content"]
        )
        if "/tables/" in name:
            data = json.loads(page.one("script", type="application/ld+json").text)
            assert data["@type"] == "Dataset"
            assert data["name"] == page.one("h1").text
            assert data["creator"]["name"]


def test_where_the_site_stands_and_who_answers_are_told(few: Path) -> None:
    site = Site(few)
    address, contact = "https://example.org/figures/", "questions@example.org"
    environment = site.environment(with_sql=False, address=address, contact=contact)
    history = publications.next_of([], few, site.editions)
    made = {
        (page.language, page.path): site.render(environment, page)
        for page in site.pages({}, history)
    }
    imprint = made["en", "imprint.html"]
    assert f'href="mailto:{contact}"' in imprint
    assert history[0].day in imprint
    assert site.editions[0].about["publisher"] in imprint
    plain = site.environment(with_sql=False)
    (without,) = (
        site.render(plain, page)
        for page in site.pages({}, history)
        if (page.language, page.path) == ("en", "imprint.html")
    )
    assert texts()["en"]["contact_none"] in without
    feed = ElementTree.fromstring(made["nl", "feed.xml"])  # noqa: S314
    assert [one.findtext(f"{ATOM}updated") for one in feed.iter(f"{ATOM}entry")] == [
        f"{history[0].day}T00:00:00Z"
    ]
    table = next(text for (_, path), text in made.items() if path.startswith("tables/"))
    assert f'<meta property="og:url" content="{address}nl/tables/' in table
    # A preview shows the chart of its table; that of the first one stands for every other page.
    drawn = {language: list(read_charts(few, language)) for language in LANGUAGES}
    for (language, path), text in made.items():
        code = Path(path).stem
        shown = code if "tables/" in path and code in drawn[language] else drawn[language][0]
        image = f"{address}charts/2022/{language}/{shown}-card.png"
        wanted = [image] if path.endswith(".html") else []
        assert re.findall('og:image" content="([^"]+)"', text) == wanted, path
    assert "og:image" not in without
    assert f'"contentUrl": "{address}data/' in table
    gone = environment.get_template("404.html").render(texts=texts())
    assert f'href="{address}nl/index.html"' in gone
    listed = [f"{page.language}/{page.path}" for page in site.listed()]
    sitemap = ElementTree.fromstring(  # noqa: S314
        environment.get_template("sitemap.xml").render(paths=listed)
    )
    found = [one.text for one in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(set(found)) == len(listed) > 10
    assert f"{address}nl/index.html" in found
    assert f"{address}nl/2022/index.html" not in found


@pytest.mark.thorough
def test_a_preview_has_the_shape_that_is_shown_and_all_of_the_chart(
    few: Path, tmp_path: Path
) -> None:
    address, site = "https://example.org/figures/", tmp_path / "public"
    write(few, site, lambda step: None, with_sql=False, address=address)
    named = {
        link.removeprefix(address)
        for path in site.rglob("*.html")
        for link in re.findall('og:image" content="([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert {site / name for name in named} == {*site.rglob("*-card.png")} != set()
    for name in named:
        picture = (site / name).read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (1200, 630)
        drawn = (site / name.replace("-card.png", ".svg")).read_bytes()
        (seen,) = re.findall(rb'viewBox="0 0 \d+ \d+"', drawn)
        assert seen in as_card(drawn)
    # Of a chart that is taller than wide, the top.
    assert b'viewBox="0 0 9 9"' in as_card(b'<svg width="9" height="99" viewBox="0 0 9 99"></svg>')


def test_every_page_leads_to_the_imprint_the_changes_their_feed_and_the_search(
    site: Path, pages: dict[str, Page]
) -> None:
    for name, page in pages.items():
        if "/" not in name:
            continue  # the way into either language
        home = site / name.partition("/")[0]
        foot = {link.attributes["href"] for link in page.one("footer").all("a")}
        ways = {page.path.parent / way for way in foot}
        wanted = {home / way for way in ("imprint.html", "changes.html", "feed.xml")}
        assert wanted <= {way.resolve() for way in ways}, name
        forms = page.all(
            "form", class_="search" if name.endswith("/search.html") else "site-search"
        )
        assert [len(form.all("input", name="q")) for form in forms] == [1], name
        (feed,) = page.all("link", type="application/atom+xml")
        assert (page.path.parent / feed.attributes["href"]).resolve() == home / "feed.xml"


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org/", "https://e.org/?a=1"])
def test_what_is_no_address_is_refused(few: Path, tmp_path: Path, address: str) -> None:
    with pytest.raises(WarehouseError, match="is no address of a site"):
        write(few, tmp_path / "public", lambda step: None, with_sql=False, address=address)


def test_publications_tell_which_tables_changed(few: Path, tmp_path: Path) -> None:
    first = publications.next_of([], few, Site(few).editions)
    assert [one.is_first for one in first] == [True]
    (tmp_path / publications.FILE).write_text(publications.written(first), encoding="utf-8")
    kept = publications.read(tmp_path)
    assert kept == first
    # The same warehouse again is no publication.
    assert publications.next_of(kept, few, Site(few).editions) == kept
    copy = tmp_path / "changed.duckdb"
    shutil.copyfile(few, copy)
    with duckdb.connect(str(copy)) as connection:
        (table,) = connection.execute("select min(table_code) from main.all_cells").fetchone() or (
            "",
        )
        connection.execute(
            "update main.all_cells set printed = '999999' where table_code = $1 "
            "and row_position = 1 and column_position = 1",
            [table],
        )
    site = Site(copy)
    second = publications.next_of(kept, copy, site.editions)
    assert (second[0].changed, second[0].added, second[0].removed) == ([[OLDER, table]], [], [])
    made = {
        (page.language, page.path): site.render(site.environment(with_sql=False), page)
        for page in site.pages({}, second)
        if page.path in ("changes.html", "feed.xml")
    }
    for language in LANGUAGES:
        said = texts()[language]
        page = Page.parse(made[language, "changes.html"], tmp_path / "changes.html")
        ways = {link.attributes["href"] for link in page.one("main").all("a")}
        assert ways == {"feed.xml", f"{OLDER}/tables/{table}.html"}
        assert page.text.count(said["changes_first"]) == 1
        feed = ElementTree.fromstring(made[language, "feed.xml"])  # noqa: S314
        newest, oldest = (one.findtext(f"{ATOM}summary") or "" for one in feed.iter(f"{ATOM}entry"))
        assert f"{said['tables_changed']}: 1." in newest
        assert oldest == said["changes_first"]
        # An entry leads to its part of the page.
        links = [one.find(f"{ATOM}link") for one in feed.iter(f"{ATOM}entry")]
        parts = [link.attrib["href"].partition("#")[2] for link in links if link is not None]
        assert parts == [head.attributes["id"] for head in page.one("main").all("h2")]
    assert publications.read(tmp_path / "nowhere") == []


def test_what_has_no_order_of_its_own_is_no_part_of_a_publication(few: Path) -> None:
    """A set is told in another order by every process, so that the same would look changed."""
    editions = Site(few).editions
    table = next(iter(editions[0].by_code.values()))
    assert publications.next_of([], few, editions)
    table["statuses"] = set(table["statuses"])
    with pytest.raises(TypeError):
        publications.next_of([], few, editions)


def test_a_total_that_is_printed_is_not_computed_again(database: Path, tmp_path: Path) -> None:
    query = (SQL / "read" / "totals.sql").read_text(encoding="utf-8")
    table = [OLDER, "victims_by_age"]
    copy = tmp_path / "warehouse.duckdb"
    shutil.copyfile(database, copy)
    with duckdb.connect(str(copy)) as connection:
        assert len(connection.execute(query, table).fetchall()) == 5
        connection.execute(
            "update main.report_row set row_code = '_T' "
            "where edition_code = $1 and table_code = $2 and row_position = 1",
            table,
        )
        assert connection.execute(query, table).fetchall() == []
        assert connection.execute(query, [OLDER, "victims_by_origin"]).fetchall() != []


def test_a_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []

    def drawn(specification: dict[str, str], suffix: str) -> bytes:
        asked.append(specification["title"])
        return f"{specification['title']}.{suffix}".encode()

    monkeypatch.setattr(kept, "draw", drawn)
    monkeypatch.setattr(kept, "folder", lambda: tmp_path)
    for title in ("one", "two", "one"):
        assert kept.drawn_once({"title": title}) == f"{title}.svg".encode()
    assert asked == ["one", "two"]
    # Another version of the program may draw otherwise.
    monkeypatch.setattr(kept, "version", lambda package: "0")
    kept.drawn_once({"title": "one"})
    assert asked == ["one", "two", "one"]
    assert {path.suffix for path in (tmp_path / "charts").iterdir()} == {".svg"}


def test_what_the_site_is_said_to_do_beside_its_peers_has_a_test() -> None:
    text = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if "::test_" in line]
    assert len(rows) > 14
    for row in rows:
        assert row.split(" | ")[1] == "yes"
        for name, test in re.findall(r"`([\w/.]+)::(test_\w+)`", row):
            found = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob(name)]
            assert any(f"\ndef {test}(" in one for one in found), row
