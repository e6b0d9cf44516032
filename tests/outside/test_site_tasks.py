"""What a person comes to the site for, done as a person does it: with eyes, a finger, the keyboard.

A journalist looks for a figure and its evidence; a policy officer for what is doubtful in it; a
reader on a phone for the newest year. Nothing is clicked by its position.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.outside.conftest import CONTACT
from warehouse.names import LANGUAGES
from warehouse.site.text import texts

HEIGHT = 800
NARROW = 360
MANY = "prosecution_monitor_2015/tables/cases_registered.html"  # ten years
INSIDE = """(part) => { const box = part.getBoundingClientRect();
    const region = part.closest('.scroll').getBoundingClientRect();
    return box.left >= region.left - 1 && box.right <= region.right + 1; }"""
ROOM = "parts => parts.map(part => [part.scrollWidth, part.clientWidth])"
# What stands at the middle of a cell: the cell, and not a column that lies over it.
ON_TOP = """(part) => { part.scrollIntoView({block: 'center', inline: 'nearest'});
    const box = part.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + 3, box.top + box.height / 2);
    return part.contains(top); }"""


# The cells that can be seen and end behind the labels of their row.
HALF = """parts => parts.filter(part => { const box = part.getBoundingClientRect();
    const edge = part.parentElement.cells[0].getBoundingClientRect().right;
    return box.left < edge - 2 && box.right > edge && getComputedStyle(part).opacity !== '0'; })
    .map(part => part.textContent)"""


@pytest.fixture
def said(place: tuple[str, int]) -> dict[str, str]:
    """Return what the pages say in the language of the test."""
    found: dict[str, str] = texts()[place[0]]
    return found


@pytest.fixture
def page(browser: Browser, whole: Path, place: tuple[str, int]) -> Iterator[Page]:
    """Yield the start page, from disk, on a screen that is touched when it is narrow."""
    language, width = place
    heard: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, has_touch=width == NARROW
    )
    page = context.new_page()
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto((whole / language / "index.html").as_uri())
    yield page
    context.close()
    assert heard == []


def touch(part: Locator, page: Page) -> None:
    """Tap, or click with a pointer, as the screen has it."""
    size = page.viewport_size
    if size and size["width"] == NARROW:
        part.tap()
    else:
        part.click()


def keep(page: Page, name: str, place: tuple[str, int]) -> None:
    """Take a screenshot, for a person to look at, where SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder, f"{name}-{place[0]}-{place[1]}.png"))


def open_table(page: Page, code: str) -> None:
    """Go to a table by its link in the list of all tables of the start page."""
    page.locator(f".tables a[href='tables/{code}.html']").click()


def test_a_figure_is_followed_to_its_claim_its_table_and_its_cell(
    page: Page, said: dict[str, str], place: tuple[str, int]
) -> None:
    card = page.locator(".figures > li", has_text=said["figure_suspects"])
    expect(card.locator(".value")).to_have_text("255")
    expect(card.locator(".change")).to_contain_text("−51")
    settled = page.locator(".figures > li", has_text=said["figure_settled"]).locator(".change")
    to = said["to"].strip()
    expect(settled).to_have_text(f"−47 {to} −43 (−19 {to} −18%)")
    card.scroll_into_view_if_needed()
    keep(page, "card", place)
    touch(card.get_by_text(said["figure_agrees"]), page)
    total = card.get_by_role("listitem")
    expect(total).to_contain_text("253–277")
    touch(card.get_by_role("link", name="255", exact=True), page)
    expect(page).to_have_url(re.compile(r"/2022/claims/suspects_2022\.html$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("255")
    keep(page, "claim", place)
    # From the claim to a cell of its table, and from there to its provenance.
    touch(page.locator(".used a", has_text="176"), page)
    cell = page.locator("td:target")
    expect(cell).to_have_text("176")
    expect(cell).to_be_in_viewport()
    page.go_back()
    page.go_back()
    touch(page.locator(".figures > li", has_text=said["figure_suspects"]).locator("summary"), page)
    touch(
        page.locator(".figures a[href*='#total-']", has_text=re.compile("Verdachten|Suspects")),
        page,
    )
    expect(page.locator("td.total:target")).to_have_text("253–277")


def test_doubt_is_met_at_the_number_and_followed_both_ways(
    page: Page, said: dict[str, str], place: tuple[str, int]
) -> None:
    open_table(page, "top_nationalities_by_form")
    mark = page.locator(".printed td").get_by_role("link", name=said["mark_questioned"]).first
    touch(mark, page)
    doubt = page.locator("#doubt")
    expect(doubt).to_be_in_viewport()
    keep(page, "doubt", place)
    touch(page.locator(".doubts").get_by_role("link", name=said["the_finding"]).first, page)
    expect(page).to_have_url(re.compile(r"/findings\.html#(misprint|rule)-"))
    finding = page.locator(":target")
    expect(finding).to_be_in_viewport()
    touch(finding.get_by_role("link").first, page)
    expect(page).to_have_url(re.compile(r"/tables/top_nationalities_by_form\.html"))
    page.go_back()
    page.go_back()
    touch(page.locator("details a[href*='/claims/']").first, page)
    touch(page.locator("a[href*='top_nationalities_by_form.html']").first, page)
    expect(page).to_have_url(re.compile("tables/top_nationalities_by_form"))
    # A label that is questioned is marked at the label.
    way, _, _ = page.url.partition("/top_nationalities_by_form")
    page.goto(f"{way}/victims_by_age.html")
    label = page.locator(".printed th", has_text="Minderjarig en adolescent")
    expect(label.get_by_role("link", name=said["mark_questioned"])).to_be_visible()


@pytest.mark.parametrize(
    "table", ["victims_by_age", "victims_by_origin", "victims_by_sex_work_sector"]
)
def test_the_newest_year_is_in_view_and_nothing_stops_half_behind_the_labels(
    page: Page, said: dict[str, str], place: tuple[str, int], table: str
) -> None:
    open_table(page, table)
    for cell in page.locator(".printed tbody tr td:last-child").all():
        assert cell.evaluate(INSIDE)
    for cell in page.locator(".printed tbody tr:first-child td a").all():
        assert cell.evaluate(ON_TOP)
    page.locator(".printed").scroll_into_view_if_needed()
    keep(page, f"table-{table}", place)


def test_a_computed_total_says_so_and_ends_with_the_newest_year(
    page: Page, said: dict[str, str], place: tuple[str, int]
) -> None:
    open_table(page, "victims_by_age")
    last = page.locator(".printed tr").last
    expect(last.get_by_role("rowheader")).to_have_text(said["total_computed"])
    totals = last.get_by_role("cell")
    thousands = {"nl": ["1.372", "1.013"], "en": ["1,372", "1,013"]}[place[0]]
    expect(totals).to_have_text(["742–746", *thousands, "791", "814"])
    last.scroll_into_view_if_needed()
    expect(totals.last).to_be_in_viewport()
    assert totals.last.evaluate(INSIDE)
    expect(page.get_by_text(said["total_note"])).to_be_visible()
    keep(page, "total", place)


def test_an_edge_tells_that_a_table_goes_on(
    page: Page, said: dict[str, str], place: tuple[str, int]
) -> None:
    open_table(page, "origin_by_form")
    region = page.locator(".printed")
    region.scroll_into_view_if_needed()
    if place[1] == NARROW:
        expect(region).to_have_class(re.compile("more-after"))
        shadow = region.evaluate("part => getComputedStyle(part).boxShadow")
        assert shadow != "none"
        region.focus()
        region.evaluate("part => part.scrollTo({left: part.scrollWidth, behavior: 'instant'})")
        expect(region).to_have_class(re.compile("more-before"))
        edge = "part => getComputedStyle(part, '::after').backgroundImage"
        assert "gradient" in region.locator("tbody th").first.evaluate(edge)
    expect(region).not_to_have_class(re.compile("more-after"))


@pytest.fixture(scope="module")
def printed(all_editions: Path) -> dict[str, list[Path]]:
    """Return the pages of the tables of every publication, by language."""
    return {
        language: sorted((all_editions / language).glob("*/tables/*.html"))
        for language in LANGUAGES
    }


@pytest.mark.parametrize("width", [1280, 1920])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_is_cut_on_a_wide_screen(
    browser: Browser, printed: dict[str, list[Path]], language: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": HEIGHT})
    tables = 0
    for path in printed[language]:
        page.goto(path.as_uri())
        for wide, room in page.locator(".scroll:has(table)").evaluate_all(ROOM):
            assert wide <= room, path
            tables += 1
    assert tables > 200
    # A table for which there is no room would be seen.
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    assert any(wide > room for wide, room in page.locator(".printed").evaluate_all(ROOM))
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_moves_sideways_on_a_phone_whatever_is_opened(
    browser: Browser, all_editions: Path, language: str
) -> None:
    page = browser.new_page(viewport={"width": NARROW, "height": HEIGHT})
    paths = sorted((all_editions / language).rglob("*.html"))
    claims = [path for path in paths if path.parent.name == "claims"]
    opened = "document.querySelectorAll('details').forEach(part => part.open = true)"
    moved = {}
    for path in sorted({*paths} - {*claims}) + claims[::20]:
        page.goto(path.as_uri())
        page.evaluate(opened)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW:
            moved[path.relative_to(all_editions)] = wide
    assert moved == {}
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_of_years_begins_with_the_newest_on_a_phone(
    browser: Browser, printed: dict[str, list[Path]], through_the_years: Path, language: str
) -> None:
    query = (
        "select edition_code || '/tables/' || table_code from dim_table inner join all_cells "
        "using (edition_code, table_code) where column_dimensions = 'year' and column_position > 0 "
        "group by all having count(distinct column_position) > 1"
    )
    with duckdb.connect(str(through_the_years), read_only=True) as connection:
        wanted = {name for (name,) in connection.execute(query).fetchall()}
    phone: ViewportSize = {"width": NARROW, "height": HEIGHT}
    # What glides into view is not there at once.
    context = browser.new_context(viewport=phone, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    found, behind = set(), 0
    for path in printed[language]:
        page.goto(path.as_uri())
        if page.locator(".printed.by-year").count():
            found.add("/".join([*path.parts[-3:-1], path.stem]))
            last = page.locator(".printed tbody tr td:nth-last-child(-n+2)")
            # The newest year, and what is printed of all years together behind it.
            assert all(last.evaluate_all(f"parts => parts.map({INSIDE})")), path
            cells = page.locator(".printed tbody td")
            assert cells.evaluate_all(HALF) == [], path
            behind += page.locator(".printed td.behind").count()
            labels = page.locator(".printed tbody tr:first-child td a").evaluate_all(
                f"parts => parts.map({ON_TOP})"
            )
            assert all(labels), path
    assert found == wanted
    assert len(found) > 40
    assert behind > 40
    # Were it not for the script, 157 would be read as 57.
    page.goto((printed[language][0].parents[2] / MANY).as_uri())
    cells = page.locator(".printed tbody td")
    assert cells.evaluate_all(HALF) == []
    cells.evaluate_all("parts => parts.forEach(part => part.classList.remove('behind'))")
    assert cells.evaluate_all(HALF) != []
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_series_fit_on_a_wide_screen_and_begin_with_the_newest_on_a_phone(
    browser: Browser, all_editions: Path, language: str
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": HEIGHT})
    page.goto((all_editions / language / "series.html").as_uri())
    rooms = page.locator(".scroll").evaluate_all(ROOM)
    assert [wide for wide, room in rooms if wide > room] == []
    assert len(rooms) > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.reload()
    last = page.locator(".series tbody td:last-child")
    assert all(last.evaluate_all(f"parts => parts.map({INSIDE})"))
    assert page.locator(".series tbody td").evaluate_all(HALF) == []
    page.close()


def test_a_figure_is_followed_through_the_publications_and_their_breaks(
    browser: Browser, all_editions: Path, place: tuple[str, int], said: dict[str, str]
) -> None:
    language, width = place
    size: ViewportSize = {"width": width, "height": HEIGHT}
    context = browser.new_context(viewport=size, has_touch=width == NARROW)
    page = context.new_page()
    page.goto((all_editions / language / "index.html").as_uri())
    navigation = page.get_by_role("navigation", name=said["navigation"])
    navigation.get_by_role("link", name=said["nav_series"]).click()
    name = f"{said['series_process_victims']}, {said['series_in_all']}"
    touch(page.get_by_role("link", name=name, exact=True), page)
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_in_viewport()
    series = page.get_by_role("region", name=name, exact=True)
    newest = series.get_by_role("cell").last
    expect(newest).to_contain_text("814")
    assert newest.evaluate(INSIDE)
    broken = series.get_by_role("cell").filter(has_text=said["series_break"]).first
    broken.scroll_into_view_if_needed()
    keep(page, "series", place)
    assert broken.evaluate("part => getComputedStyle(part).borderLeftStyle") == "double"
    newest.scroll_into_view_if_needed()
    touch(newest.get_by_role("link"), page)
    expect(page).to_have_url(re.compile("/2022/(tables|claims)/"))
    expect(page.get_by_text("814", exact=True).first).to_be_visible()
    context.close()


def test_a_tap_tells_where_a_figure_comes_from_where_the_finger_is(
    page: Page, said: dict[str, str], place: tuple[str, int]
) -> None:
    open_table(page, "victims_by_form")
    cell = page.get_by_role("link", name="<5", exact=True).first
    cell.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    touch(cell, page)
    tip = page.locator(".tip")
    expect(tip).to_be_in_viewport()
    expect(tip).to_contain_text("1–4")
    assert page.evaluate("scrollY") == before
    keep(page, "tap", place)
    touch(page.get_by_role("heading", level=2).first, page)
    expect(tip).to_be_hidden()
    touch(cell, page)
    touch(tip.get_by_role("link"), page)
    expect(page.locator("tr:target")).to_be_in_viewport()


@pytest.mark.parametrize(
    "cell", [MANY, "2022/tables/origin_by_form.html"], ids=["of ten years", "of many columns"]
)
def test_a_cell_has_an_address_that_shows_it(
    browser: Browser, all_editions: Path, place: tuple[str, int], cell: str
) -> None:
    language, width = place
    size: ViewportSize = {"width": width, "height": HEIGHT}
    context = browser.new_context(viewport=size, has_touch=width == NARROW, reduced_motion="reduce")
    page = context.new_page()
    page.goto((all_editions / language / cell).as_uri())
    cells = page.locator(".printed tbody a.cell")
    for link in (cells.first, cells.last):
        # What is said of the cell leads to the list, and its line there to the address of the cell.
        touch(link, page)
        touch(page.locator(".tip").get_by_role("link"), page)
        touch(page.locator("tr:target").get_by_role("rowheader").get_by_role("link"), page)
        address = page.url
        assert re.search(r"#r\d+c\d+$", address)
        page.goto("about:blank")
        page.goto(address)
        shown = page.locator("td:target")
        expect(shown).to_be_in_viewport()
        assert shown.evaluate(INSIDE)
        assert shown.evaluate(ON_TOP)
        assert shown.evaluate("part => getComputedStyle(part).opacity") == "1"
        border = "part => getComputedStyle(part.querySelector('a')).borderTopWidth"
        assert shown.evaluate(border) == "2px"
    context.close()


def test_a_chart_can_be_read_on_the_screen_and_its_scales_switched(
    page: Page, said: dict[str, str], place: tuple[str, int]
) -> None:
    open_table(page, "victims_by_origin")
    own, one = page.locator(".chart .own img"), page.locator(".chart .one img")
    own.scroll_into_view_if_needed()
    expect(own).to_be_visible()
    expect(one).to_be_hidden()
    page.wait_for_function("document.querySelector('.chart .own img').complete")
    shown, drawn = own.evaluate("part => [part.clientWidth, part.naturalWidth]")
    assert own.evaluate("part => part.currentSrc").endswith(
        "-narrow.svg" if place[1] == NARROW else "victims_by_origin.svg"
    )
    assert 11 * shown / drawn >= 11  # the smallest text of a drawing has 11 pixels
    keep(page, "chart", place)
    page.get_by_role("radio", name=said["scales_one"]).check()
    expect(one).to_be_visible()
    expect(own).to_be_hidden()
    page.get_by_role("radio", name=said["scales_own"]).check()
    expect(own).to_be_visible()


def test_a_claim_is_found_by_verdict_and_by_words_and_has_its_own_address(
    page: Page, said: dict[str, str], place: tuple[str, int]
) -> None:
    page.get_by_role("link", name=said["nav_sentences"]).first.click()
    assert page.evaluate("document.documentElement.scrollHeight") < 5 * HEIGHT
    keep(page, "claims", place)
    page.get_by_label(said["filter_verdict"]).select_option("contradicted")
    shown = page.locator(".claims > li:visible")
    expect(shown).to_have_count(5)
    page.get_by_label(said["filter_verdict"]).select_option("")
    page.get_by_label(said["filter_words"]).fill("255")
    expect(shown).to_have_count(1)
    expect(page.locator("#found")).to_have_text(said["search_some"].format(count=1))
    keep(page, "claims-found", place)
    touch(shown.get_by_role("link"), page)
    expect(page).to_have_url(re.compile(r"/claims/suspects_2022\.html$"))
    # The address that claims had before opens the part in which the claim stands.
    page.goto(page.url.replace("/2022/claims/suspects_2022.html", "/sentences.html#suspects_2022"))
    expect(page.locator("#suspects_2022")).to_be_in_viewport()


def test_who_made_the_site_and_what_changed_is_found_from_any_page(
    page: Page, said: dict[str, str], place: tuple[str, int]
) -> None:
    open_table(page, "victims_by_age")
    page.get_by_role("contentinfo").get_by_role("link", name=said["imprint"]).click()
    expect(page.get_by_role("link", name=CONTACT)).to_be_visible()
    expect(page.get_by_role("heading", name=said["accessibility"])).to_be_visible()
    for told in ("licence", "publisher"):
        expect(page.locator("dt", has_text=said[told]).first).to_be_visible()
    keep(page, "imprint", place)
    page.get_by_role("contentinfo").get_by_role("link", name=said["changes_title"]).click()
    expect(page.get_by_text(said["changes_first"])).to_be_visible()
