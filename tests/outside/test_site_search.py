"""Whoever searches finds: from the header of any page, by other words, ranked, under an address."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from warehouse.names import LANGUAGES
from warehouse.site.text import texts

# By language: what a person types, and the title that stands first, or among the first sentences.
TYPED = {
    "nl": {
        "kinderen": "Sectoren minderjarigen",
        "jongeren": "Sectoren minderjarigen",
        "veroordeeld": "Uitspraak, 2018-2022",
        "Oekraïense": "Top 10 nationaliteiten x sector 2022",
        "oekrainse": "Top 10 nationaliteiten x sector 2022",
        "814": "Leeftijdscategorie slachtoffers per jaar",
        "kmar": "Melders per jaar",
        "marechaussee": "Melders per jaar",
        "verdachte": "Verdachten in beeld bij de politie",
    },
    "en": {
        "children": "Forms of exploitation of minors",
        "youth": "Forms of exploitation of minors",
        "convicted": "Verdict, 2018-2022",
        "Ukrainian": "Top 10 nationalities by form 2022",
        "nationalty": "Sectors of sexual exploitation by origin (nationality) – 2022",
        "814": "Age group of victims, per year",
        "border police": "Reporters, per year",
        "suspect": "Suspects known to the police",
    },
}
SENTENCE = {
    "nl": "In 2022 zijn 814 slachtoffers gemeld.",
    "en": "In 2022, 814 victims were reported.",
}


@pytest.fixture
def page(browser: Browser, all_editions: Path, place: tuple[str, int]) -> Iterator[Page]:
    """Yield the page of one table, from disk, without a server; its console must stay empty."""
    language, width = place
    said: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((all_editions / language / "2022" / "tables" / "victims_by_sex.html").as_uri())
    yield page
    page.close()
    assert said == []


def ask(page: Page, text: str) -> None:
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search.html?q=*", wait_until="load")


def first(page: Page, group: str) -> str:
    return page.get_by_role("region", name=group).locator("li > a").first.inner_text()


def test_a_person_finds_a_table_from_any_page_and_opens_it(
    page: Page, place: tuple[str, int]
) -> None:
    language, width = place
    said = texts()[language]
    for typed, title in TYPED[language].items():
        ask(page, typed)
        expect(page.get_by_role("heading", level=2).first).to_contain_text(said["found_tables"])
        assert first(page, said["found_tables"]) == title, typed
        assert parse_qs(urlsplit(page.url).query) == {"q": [typed]}
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ask(page, "814")
    assert first(page, said["found_sentences"]) == SENTENCE[language]
    page.get_by_role("link", name=TYPED[language]["814"], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TYPED[language]["814"])
    page.go_back()
    assert first(page, said["found_sentences"]) == SENTENCE[language]


def test_a_search_outlives_reload_and_the_other_language(
    page: Page, place: tuple[str, int]
) -> None:
    language, _ = place
    other = next(one for one in LANGUAGES if one != language)
    ask(page, "814")
    page.reload()
    assert first(page, texts()[language]["found_sentences"]) == SENTENCE[language]
    page.get_by_role("link", name=texts()[language]["other_language"], exact=True).click()
    assert first(page, texts()[other]["found_sentences"]) == SENTENCE[other]


# This one opens every page that is found: in each language once.
@pytest.mark.parametrize("place", [(language, 360) for language in LANGUAGES], ids=str)
def test_every_answer_leads_somewhere_and_nothing_says_so(page: Page, all_editions: Path) -> None:
    ask(page, "2022")
    links = set(page.locator("#answers a").evaluate_all("all => all.map(one => one.href)"))
    assert len(links) > 10
    anchors: dict[str, set[str]] = {}
    for link in links:
        path, _, anchor = link.partition("#")
        if path not in anchors:
            page.goto(path, wait_until="domcontentloaded")
            anchors[path] = set(page.locator("[id]").evaluate_all("all => all.map(one => one.id)"))
        assert not anchor or anchor in anchors[path], link
    page.goto((all_editions / "nl" / "search.html").as_uri())
    expect(page.locator("#letters")).to_be_visible()
    ask(page, "zzzz")
    expect(page.locator("#found")).to_have_text(texts()["nl"]["search_none"])
    expect(page.locator("#letters")).to_be_hidden()
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#letters")).to_be_visible()
