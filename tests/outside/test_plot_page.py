"""A chart as a page draws itself in a browser that reaches nothing but the page."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from warehouse.charts.draw import specification
from warehouse.charts.render import draw


@pytest.mark.parametrize(("language", "hidden"), [("nl", "verborgen"), ("en", "hidden")])
def test_a_page_draws_itself_without_a_network(
    database: Path, browser: Browser, language: str, hidden: str
) -> None:
    page = browser.new_page()
    wanted: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.context.set_offline(True)
    page.set_content(draw(specification(database, "victims_by_form", language), "html").decode())
    page.wait_for_selector("svg")
    assert wanted == []
    assert failed == []
    text = page.text_content("svg") or ""
    assert f"{hidden}: 1" in text
    assert "135" in text
    boxes = page.query_selector_all("[aria-roledescription=bar]")
    assert [box.get_attribute("stroke-dasharray") for box in boxes] == ["2,2", "2,2"]
    page.close()
