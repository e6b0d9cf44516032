"""A chart as a page draws itself in a browser that reaches nothing but the page."""

import os
import subprocess
import sys
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


def test_letters_are_those_of_the_program_and_not_of_the_machine(
    database: Path, tmp_path: Path
) -> None:
    """A browser brings fonts with it, with which the picture would be another."""
    (tmp_path / "chart.svg").write_bytes(
        draw(specification(database, "victims_by_form", "nl"), "svg")
    )
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig><dir>/usr/share/fonts</dir></fontconfig>", encoding="utf-8")

    def drawn(expression: str, **settings: str) -> bytes:
        code = (
            "import sys, vl_convert\nfrom warehouse.charts import render\n"
            f"svg = open('chart.svg', 'rb').read()\nsys.stdout.buffer.write({expression})"
        )
        command = [sys.executable, "-c", code]
        env = os.environ | settings
        return subprocess.run(
            command, check=True, capture_output=True, cwd=tmp_path, env=env
        ).stdout

    ours = drawn("render.raster(svg)")
    assert ours == drawn("render.raster(svg)", FONTCONFIG_FILE=str(fonts))
    theirs = "vl_convert.svg_to_png(svg.decode(), scale=2)"
    assert ours != drawn(theirs, FONTCONFIG_FILE=str(fonts))
