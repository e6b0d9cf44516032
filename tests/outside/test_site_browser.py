"""The web site in a browser: accessible, valid, quiet, and readable without script or mouse."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.outside.conftest import CONTACT
from warehouse.place import ROOT
from warehouse.site.write import write

TOOLS = ROOT / "tests" / "clients" / "site"
PHONE: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
}
# What a page shows of what axe finds: enough to mend it.
FOUND = "found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)])"
# What can stand behind the # of a link; the SQL page takes the name of a table.
PLACES = """[...document.querySelectorAll('[id], [data-relation]')]
    .map(part => part.dataset.relation ?? part.id)"""
MADE = ("victims_by_form", "suspects_by_sex_and_age", "cases_registered_by_form")

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def tools() -> Path:
    """Return the folder of axe and html-validate, installed from their lock."""
    folder = ROOT / ".venv" / "clients" / "site"
    digest = hashlib.sha256((TOOLS / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "stamp"
    if not stamp.is_file() or stamp.read_text() != digest:
        npm = shutil.which("npm")
        assert npm, "this test needs npm: apt-get install npm"
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(TOOLS / name, folder / name)
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=folder, check=True)
        stamp.write_text(digest)
    return folder


@pytest.fixture
def open_page(browser: Browser, whole: Path) -> Iterator[Open]:
    """Yield a function that opens a page from disk; nothing may be said on its console."""
    said: list[str] = []
    contexts = []

    def opened(path: str, **options: Any) -> Page:
        context = browser.new_context(**({"viewport": DESKTOP} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        name, _, anchor = path.partition("#")
        page.goto((whole / name).as_uri() + (f"#{anchor}" if anchor else ""))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def test_a_second_run_replaces_the_site_with_the_same_bytes(
    database: Path, whole: Path, tmp_path: Path
) -> None:
    site = tmp_path / "public"
    shutil.copytree(whole, site)
    write(database, site, lambda step: None, contact=CONTACT)
    files = {path.relative_to(whole) for path in whole.rglob("*") if path.is_file()}
    assert {path.relative_to(site) for path in site.rglob("*") if path.is_file()} == files
    assert all((site / path).read_bytes() == (whole / path).read_bytes() for path in files)
    assert [path.name for path in tmp_path.iterdir()] == [site.name]


def of_the_top(whole: Path) -> list[str]:
    """Return the pages without the permanent copies, which differ in nothing but links.

    The first page leads away at once. Of the claims, which are all alike, there is one of each
    verdict and more.
    """
    paths = [path.relative_to(whole).as_posix() for path in sorted(whole.glob("*/**/*.html"))]
    claims = [path for path in paths if "/claims/" in path]
    return ["404.html", *(path for path in paths if "/2022/" not in path), *claims[::60]]


def test_every_page_opens_without_a_word_on_the_console_and_every_link_resolves(
    whole: Path, address: str, browser: Browser
) -> None:
    page = browser.new_page()
    said: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.add(request.url))
    anchors: dict[str, set[str]] = {}
    links: set[str] = set()
    paths = sorted(whole.glob("*/**/*.html"))
    claims = [path for path in paths if path.parent.name == "claims"]
    for path in sorted({*paths} - {*claims}) + claims[::20]:
        url = f"{address}/" + path.relative_to(whole).as_posix()
        answer = page.goto(url)
        assert answer is not None
        assert answer.ok
        anchors[url] = set(page.evaluate(PLACES))
        links |= set(page.evaluate("[...document.links].map(link => link.href)"))
    links.remove(f"mailto:{CONTACT}")
    assert len(anchors) > 100
    assert len(links) > 2000
    assert broken(page, anchors, links) == []
    page.goto(address, wait_until="commit")
    page.wait_for_url("**/nl/index.html")
    assert said == []
    assert [url for url in asked if not url.startswith(f"{address}/")] == []
    gone = {f"{address}/nl/gone.html", f"{address}/nl/index.html#gone"}
    assert broken(page, anchors, gone) == sorted(gone)
    page.close()


def broken(page: Page, anchors: dict[str, set[str]], links: set[str]) -> list[str]:
    """Return the links that lead to no file of the site, or to no place on its page."""
    found = []
    answers: dict[str, bool] = {}
    for link in sorted(links):
        url, _, anchor = link.partition("#")
        if url not in answers:
            answers[url] = url in anchors or page.request.head(url).ok
        # The SQL page takes a table by its name behind the #.
        is_place = (
            not anchor or url.endswith("/sql.html") or unquote(anchor) in anchors.get(url, set())
        )
        if not (answers[url] and is_place):
            found.append(link)
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_tables_in_the_browser_equal_the_views_cell_by_cell(
    address: str, browser: Browser, warehouse: duckdb.DuckDBPyConnection, language: str
) -> None:
    page = browser.new_page()
    views = warehouse.execute(
        "select view_name from duckdb_views() where schema_name = 'report_2022'"
    ).fetchall()
    assert len(views) > 20
    for (view,) in views:
        page.goto(f"{address}/{language}/tables/{view}.html")
        shown = page.locator(".printed tbody tr").evaluate_all(
            "rows => rows.map(row => [row.querySelector('th .label'), "
            "...row.querySelectorAll('td a.cell')].map(cell => cell.textContent))"
        )
        assert [tuple(row) for row in shown] == warehouse.execute(
            f'from report_2022."{view}"'
        ).fetchall()
    page.close()


def test_downloads_open(address: str, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{address}/nl/tables/victims_by_form.html")
    got = {}
    for link in page.locator(".buttons a").all():
        with page.expect_download() as download:
            link.click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        got[path.suffix] = path
    connection = duckdb.connect()
    (csv,) = connection.execute("select count(*) from read_csv($1)", [str(got[".csv"])]).fetchall()
    (parquet,) = connection.execute(
        "select count(*) from read_parquet($1)", [str(got[".parquet"])]
    ).fetchall()
    book = openpyxl.load_workbook(got[".xlsx"])
    cube = json.loads(got[".json"].read_text(encoding="utf-8"))
    assert csv == parquet == (30,)
    assert "<5" in {cell.value for sheet in book for row in sheet for cell in row}
    assert len(cube["value"]) >= 30
    page.close()


def test_the_language_switch_keeps_the_place(open_page: Open) -> None:
    page = open_page("nl/tables/victims_by_form.html#r5c1")
    page.click("a.language")
    assert page.url.endswith("/en/tables/victims_by_form.html#r5c1")
    page.click("a.language")
    assert page.url.endswith("/nl/tables/victims_by_form.html#r5c1")


def test_a_table_leads_to_the_page_that_asks_the_database(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/nl/tables/origin_by_form.html")
    page.click("a[href*='sql.html#']")
    assert page.locator(".cm-content").inner_text() == "from report_2022.origin_by_form"
    page.close()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_breaks_a_rule_of_accessibility(
    whole: Path, tools: Path, browser: Browser, viewport: ViewportSize
) -> None:
    axe = (tools / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page = browser.new_page(viewport=viewport)

    def broken(scheme: Any) -> list[Any]:
        page.emulate_media(color_scheme=scheme)
        # What has gone behind the labels of its row is no target there.
        page.evaluate("document.querySelectorAll('.scroll').forEach(part => part.scrollTo(0, 0))")
        found: list[Any] = page.evaluate(f"axe.run({json.dumps(RULES)}).then({FOUND})")
        return found

    for name in of_the_top(whole):
        page.goto((whole / name).as_uri())
        page.evaluate(f"{axe}; 0")
        for scheme in ("light", "dark"):
            assert broken(scheme) == [], (name, scheme)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= viewport["width"], f"{name} scrolls sideways"
    # The rules do find what is wrong.
    page.goto((whole / "nl" / "tables" / "victims_by_form.html").as_uri())
    page.evaluate(f"{axe}; 0")
    page.evaluate("document.querySelector('.chart img').removeAttribute('alt')")
    page.evaluate("for (const link of document.links) link.style.fontSize = '6px'")
    page.evaluate("document.querySelector('main p').style.color = '#999'")
    assert {"image-alt", "color-contrast"} <= {rule for rule, _ in broken("light")}
    page.close()


def test_pages_are_valid_html(whole: Path, tools: Path, tmp_path: Path) -> None:
    program = tools / "node_modules" / ".bin" / "html-validate"
    config = ["--config", str(TOOLS / ".htmlvalidate.json")]
    pages = [str(whole / name) for name in ("index.html", *of_the_top(whole))]
    subprocess.run([program, *config, *pages], check=True, cwd=tools)
    spoilt = tmp_path / "spoilt.html"
    text = (whole / "nl" / "index.html").read_text(encoding="utf-8")
    spoilt.write_text(text.replace("<h1>", "<h1><p>", 1), encoding="utf-8")
    told = subprocess.run([program, *config, str(spoilt)], cwd=tools, check=False)
    assert told.returncode == 1


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_keyboard_alone_leads_to_a_cell_and_what_is_said_of_it(
    open_page: Open, language: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    page = open_page(f"{language}/tables/victims_by_form.html", viewport=size)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hash") == "#from-r5c1":
            break
    link = page.locator("a.cell:focus")
    assert link.inner_text() == "<5"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    tip = page.locator(".tip")
    expect(tip).to_be_in_viewport()
    page.wait_for_timeout(700)  # it glides there
    expect(tip).to_be_in_viewport()
    assert "1–4" in tip.inner_text()
    described = link.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").count() == 1
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#from-r5c1")


def test_a_pointer_shows_where_a_cell_comes_from(open_page: Open) -> None:
    page = open_page("nl/tables/origin_by_form.html")
    tip = page.locator(".tip")
    assert not tip.is_visible()
    page.hover("#r2c1 a")
    assert tip.is_visible()
    row = page.locator("#from-r2c1 td").all_inner_texts()
    assert all(text.strip() in tip.inner_text() for text in row)
    tip.hover()
    page.wait_for_timeout(400)
    assert tip.is_visible()  # it stays while the pointer is on it
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert not tip.is_visible()


def test_hidden_cells_differ_by_more_than_colour(open_page: Open) -> None:
    page = open_page("nl/tables/victims_by_form.html", forced_colors="active")
    style = "link => [getComputedStyle(link).borderTopStyle, getComputedStyle(link).fontStyle]"
    assert page.locator("td.status-Q a").first.evaluate(style) == ["dashed", "italic"]
    assert page.locator("td.status-A a").first.evaluate(style) == ["solid", "normal"]


def test_pages_can_be_read_without_script(open_page: Open) -> None:
    page = open_page("nl/search.html", java_script_enabled=False)
    assert not page.locator("form.search").is_visible()
    assert page.locator(".entries > li").count() > 100
    page = open_page("nl/tables/victims_by_form.html", java_script_enabled=False)
    page.click("#r5c1 a")
    assert page.url.endswith("#from-r5c1")
    assert page.locator("#from-r5c1").is_visible()
    page.click("a.language")
    assert page.url.endswith("en/tables/victims_by_form.html")


def test_a_code_can_be_linked_to(open_page: Open) -> None:
    page = open_page("en/dictionary.html#age-Y0T17")
    assert page.locator("#age-Y0T17").is_visible()
    assert not page.locator("#sex-F").is_visible()


def test_a_page_prints_without_what_only_a_screen_needs(open_page: Open) -> None:
    page = open_page("nl/tables/victims_by_form.html")
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("header nav").is_visible()
    overflow = "part => getComputedStyle(part).overflowX"
    assert page.locator(".printed").evaluate(overflow) == "visible"
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    assert not page.locator("#downloads").is_visible()
    assert page.locator("#from-r5c1").is_visible()
    wide = "part => part.scrollWidth <= document.documentElement.clientWidth"
    page.set_viewport_size({"width": 720, "height": 1000})  # the paper between its margins
    assert all(table.evaluate(wide) for table in page.locator("table").all())
    assert len(page.pdf()) > 10_000


def test_long_tables_need_no_sideways_reading_on_a_phone(open_page: Open) -> None:
    for name in ("findings", "tables/suspects_by_sex_and_age"):
        page = open_page(f"nl/{name}.html", viewport=PHONE)
        for table in page.locator("table.stack").all():
            assert table.evaluate("part => part.scrollWidth") <= PHONE["width"]
            cell = table.locator("td").first
            before = cell.evaluate("part => getComputedStyle(part, '::before').content")
            assert cell.get_attribute("data-head") in before


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("table", MADE)
def test_wide_tables_scroll_in_a_region_that_takes_focus(
    open_page: Open, viewport: ViewportSize, table: str
) -> None:
    page = open_page(f"nl/tables/{table}.html", viewport=viewport)
    regions = page.locator(".scroll")
    assert regions.count() > 0 or table == "cases_registered_by_form"
    for region in regions.all():
        assert region.get_attribute("tabindex") == "0"
        heading = region.get_attribute("aria-labelledby")
        if heading:
            assert page.locator(f"#{heading}").count() == 1
        else:
            assert region.get_attribute("aria-label")
    if table == "suspects_by_sex_and_age" and viewport is PHONE:
        assert regions.first.evaluate("part => part.scrollWidth > part.clientWidth")


@pytest.mark.parametrize("name", ["index", "sentences", "dictionary", "tables/origin_by_form"])
def test_screenshots_of_both_schemes_differ(open_page: Open, tmp_path: Path, name: str) -> None:
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    for width, viewport in (("phone", {"width": 360, "height": 800}), ("desktop", DESKTOP)):
        made = [
            open_page(f"nl/{name}.html", viewport=viewport, color_scheme=scheme).screenshot(
                path=folder / f"{Path(name).name}-{width}-{scheme}.png"
            )
            for scheme in ("light", "dark")
        ]
        assert made[0] != made[1]
