"""Everything can be taken along by who clicks: files that open, charts, an embed, a citation."""

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin

import duckdb
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.outside.test_sqlbox import visit
from tests.site_reader import running
from warehouse.site.bundle import packages
from warehouse.site.text import texts

CHART = "victims_by_form"


@contextmanager
def plain(folder: Path) -> Iterator[str]:
    """Yield where a plain web server has a folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with running(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as serving:
        yield f"http://127.0.0.1:{serving.server_port}"


@pytest.fixture(scope="module")
def address(whole: Path) -> Iterator[str]:
    """Yield where the site stands: `warehouse serve` would let no other site show its charts."""
    with plain(whole) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str, place: tuple[str, int]) -> Iterator[Page]:
    """Yield the start page, where a person begins."""
    language, width = place
    size = {"width": width, "height": 800}
    clipboard = ["clipboard-read", "clipboard-write"]
    yield from visit(
        browser, f"{address}/{language}/index.html", viewport=size, permissions=clipboard
    )


def take(page: Page, name: str) -> Path:
    """Click on a link and return the file that comes of it, under its own name."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).first.click()
    path = Path(download.value.path())
    return path.rename(path.with_name(f"{path.stem}-{download.value.suggested_filename}"))


def copied(page: Page, name: str) -> str:
    button = page.get_by_role("button", name=name, exact=True)
    button.click()
    expect(button.locator("xpath=following-sibling::*[1]")).not_to_be_empty()
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_the_files_of_the_page_of_downloads_open(
    page: Page, place: tuple[str, int], database: Path
) -> None:
    language, width = place
    said = texts()[language]
    page.get_by_role("navigation").get_by_role("link", name="Downloads", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said["take_title"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    with duckdb.connect(str(take(page, said["take_warehouse_duckdb"])), read_only=True) as taken:
        (figures,) = taken.execute("select count(*) from mart.figures").fetchone() or (0,)
    assert figures > 525
    parquet = take(page, said["take_figures_parquet"])
    assert duckdb.execute("select count(*) from read_parquet($1)", [str(parquet)]).fetchone() == (
        figures,
    )
    book = openpyxl.load_workbook(take(page, said["take_figures_xlsx"]))
    assert figures + 1 in {sheet.max_row for sheet in book}
    excel = take(page, said["take_figures_csv-excel"]).read_text("utf-8-sig")
    rows = list(csv.reader(excel.splitlines(), delimiter=";" if language == "nl" else ","))
    assert len(rows) == figures + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    index = json.loads(take(page, "data/index.json").read_text("utf-8"))
    for one in index["files"]:
        answer = page.request.get(urljoin(page.url, f"../{one['path']}"))
        assert answer.ok, one
        assert len(answer.body()) == one["bytes"]


def test_a_chart_can_be_taken_and_put_on_another_site(
    browser: Browser, page: Page, place: tuple[str, int], tmp_path: Path
) -> None:
    language, width = place
    said = texts()[language]
    page.locator("ul.tables a").first.click()
    assert take(page, said["chart_as"].format(kind="SVG")).read_bytes().startswith(b"<svg")
    assert take(page, said["chart_as"].format(kind="PNG")).read_bytes().startswith(b"\x89PNG")
    page.get_by_text(said["embed"], exact=True).click()
    code = copied(page, said["embed_copy"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # On another page the chart is there, and leads back.
    table = page.url.replace(f"/{language}/tables/", f"/{language}/2022/tables/")
    title = page.get_by_role("heading", level=1).inner_text()
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Other</title>{code}", "utf-8")
    with plain(tmp_path) as other:
        elsewhere = browser.new_page(viewport={"width": width, "height": 800})
        elsewhere.goto(other)
        chart = elsewhere.get_by_role("img", name=title, exact=True)
        assert chart.evaluate("part => part.naturalWidth") > 800
        expect(elsewhere.get_by_text("(2023), Jaarcijfers Mensenhandel 2022")).to_be_visible()
        elsewhere.get_by_role("link").click()
        expect(elsewhere).to_have_url(table)
        elsewhere.close()


def test_a_citation_has_the_day_and_the_permanent_address(
    page: Page, place: tuple[str, int], address: str
) -> None:
    language, _ = place
    said = texts()[language]
    page.locator("ul.tables a").first.click()
    permanent = f"{address}/{language}/2022/tables/{CHART}.html"
    citation = " ".join(copied(page, said["cite_copy"]).split())
    assert "(2023), Jaarcijfers Mensenhandel 2022, Vorm van uitbuiting per jaar" in citation
    assert citation.endswith(permanent)
    day = datetime.now(UTC).astimezone()
    assert str(day.year) in citation.removesuffix(permanent).rpartition("2022")[2]
    page.get_by_text("BibTeX", exact=True).click()
    entry = copied(page, said["cite_copy_bibtex"])
    assert entry.startswith(f"@techreport{{jaarcijfers_2022_{CHART},\n")
    assert entry.count("{") == entry.count("}")
    assert f"  url = {{{permanent}}},\n  urldate = {{{day:%Y-%m-%d}}}\n}}" in entry


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_in_what_opens(browser: Browser, address: str, scheme: str) -> None:
    axe = (packages() / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    options = {"color_scheme": scheme, "viewport": {"width": 360, "height": 800}}
    for name in ("downloads", f"tables/{CHART}", "search.html?q=2022"):
        url = f"{address}/nl/{name}" + ("" if "?" in name else ".html")
        for page in visit(browser, url, **options):
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            page.evaluate(axe)
            found = page.evaluate("axe.run()")
            assert len(found["passes"]) > 20
            assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
