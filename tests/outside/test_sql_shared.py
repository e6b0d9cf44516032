"""A query is shared as a link, its answer as a file, and its chart shows what differs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.outside.test_sqlbox import QUERIES, expected, put, run, shown, visit
from warehouse.names import LANGUAGES
from warehouse.site.text import texts

QUERY = "select year, count -- één\nfrom mart.victims_by_sex\nwhere sex_code = 'F' and year > 2020"


@pytest.fixture
def page(browser: Browser, address: str, place: tuple[str, int]) -> Iterator[Page]:
    """Yield the page of tables, from where a person starts."""
    language, width = place
    size = {"width": width, "height": 800}
    clipboard = ["clipboard-read", "clipboard-write"]
    yield from visit(
        browser, f"{address}/{language}/index.html", viewport=size, permissions=clipboard
    )


def editor(page: Page) -> str:
    """Return what stands in the editor, line by line."""
    expect(page.locator("#sql-work")).to_be_visible()
    return "\n".join(page.locator(".cm-line").all_inner_texts())


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_a_query_is_in_the_address_and_outlives_reload_language_and_copying(
    page: Page, place: tuple[str, int]
) -> None:
    language, _ = place
    said, other = (texts()[one] for one in sorted(LANGUAGES, key=lambda one: one != language))
    page.get_by_role("navigation").get_by_role("link", name="SQL", exact=True).click()
    first = editor(page).split()
    assert {"year,", f"form_label_{language},", "printed,", "count_max"} <= set(first)
    assert not any(name in first for name in ("edition_code,", "placement_code,"))
    put(page, QUERY)
    page.wait_for_url("**/sql.html#q=*")
    assert unquote(page.url.partition("#q=")[2]) == QUERY
    page.reload()
    assert editor(page) == QUERY
    page.get_by_role("link", name=said["other_language"], exact=True).click()
    assert editor(page) == QUERY
    button(page, other["sql_link"]).click()
    expect(page.get_by_text(other["sql_link_copied"])).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert unquote(link.partition("#q=")[2]) == QUERY
    page.goto("about:blank")
    page.goto(link)
    assert editor(page) == QUERY
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_tables_sentences_and_examples_open_it_filled_in(
    page: Page, place: tuple[str, int]
) -> None:
    said = texts()[place[0]]
    page.locator("ul.tables a").first.click()
    page.get_by_role("link", name=said["ask"], exact=True).click()
    assert editor(page) == "from report_2022.victims_by_form"
    page.get_by_role("link", name=said["nav_sentences"], exact=True).first.click()
    page.get_by_label(said["filter_verdict"]).select_option("confirmed")
    page.locator("[data-verdict=confirmed]:visible a").first.click()
    part = page.locator("main details")
    part.locator("summary").click()
    query = part.locator("code").text_content() or ""
    part.get_by_role("link", name=said["ask"], exact=True).click()
    # Of a long query the editor shows the part that is in view.
    assert query.split()[:9] == editor(page).split()[:9]
    assert unquote(page.url.partition("#q=")[2]) == query
    page.get_by_label(said["sql_example"]).select_option(index=1)
    assert unquote(page.url.partition("#q=")[2]) == editor(page) != query


def test_the_first_query_is_answered_taken_as_a_file_and_drawn(
    page: Page, place: tuple[str, int], database: Path
) -> None:
    language, width = place
    said = texts()[language]
    page.get_by_role("navigation").get_by_role("link", name="SQL", exact=True).click()
    query = editor(page)
    page.get_by_role("button", name=said["sql_load"].partition(" (")[0]).click()
    answer = page.get_by_role("region", name=said["sql_rows"])
    expect(answer.get_by_role("columnheader")).to_have_text(
        ["year", f"form_label_{language}", "printed", "count", "count_min", "count_max"]
    )
    rows = expected(database, query)[1]
    assert shown(page)[1] == rows
    for kind in ("CSV", "Parquet", "JSON"):
        path = taken(page, kind, language)
        assert path.name == f"victims_by_form.{kind.lower()}"
        (count,) = duckdb.execute(f"select count(*) from '{path}'").fetchone() or (0,)
        assert count == len(rows) == 30
    button(page, said["sql_draw"]).click()
    chart = page.get_by_role("region", name=said["sql_chart_title"], exact=True)
    lines = chart.locator("svg .mark-line path")
    expect(lines).to_have_count(6)
    # Each begins anew behind a year in which its figure is hidden: 6, <5, 0, 0 after <5.
    drawn = lines.evaluate_all("parts => parts.map(part => part.getAttribute('d'))")
    hidden = [name for _, name, _, count, *_ in rows if count is None]
    assert len(hidden) == 2
    assert [path.count("M") for path in drawn] == [1, 1, 1, 1, 2, 1]
    # In one year, no axis is offered for the year.
    put(page, query.replace("order by", "where year = 2022\norder by"))
    page.locator(".cm-content").press("Control+Enter")
    expect(answer.get_by_role("row")).to_have_count(7)
    button(page, said["sql_draw"]).click()
    expect(chart.locator("svg .mark-line")).to_have_count(0)
    expect(chart.locator("svg").first).to_be_visible()
    for axis in ("sql_x", "sql_y"):
        offered = chart.get_by_label(said[axis]).locator("option").all_inner_texts()
        assert {"count", f"form_label_{language}"} & {*offered}
        assert "year" not in offered
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def english(browser: Browser, address: str) -> Iterator[Page]:
    """Yield the English SQL page, shared by the tests that only run queries."""
    yield from visit(browser, f"{address}/en/sql.html", viewport={"width": 1280, "height": 900})


def taken(page: Page, kind: str, language: str = "en") -> Path:
    with page.expect_download() as download:
        button(page, texts()[language]["sql_take"].format(kind=kind)).click()
    path = Path(download.value.path())
    named = path.with_name(download.value.suggested_filename)
    return path.rename(named)


TITLES = {
    "sums": "victims_by_age",
    "nulls beside bounds": "victims_by_form",
    "floats": "victims_by_sex",
}
TYPES = ["large integers", "wide decimals", "dates", "floats", "texts", "two columns of one name"]


@pytest.mark.parametrize("name", ["sums", "nulls beside bounds", *TYPES])
def test_parquet_and_json_are_the_answer_to_the_last_digit(
    english: Page, database: Path, name: str
) -> None:
    run(english, QUERIES[name])
    rows = expected(database, QUERIES[name])[1]
    parquet = taken(english, "Parquet")
    found = duckdb.execute("select columns(*)::varchar from read_parquet($1)", [str(parquet)])
    assert [list(row) for row in found.fetchall()] == rows
    text = taken(english, "JSON").read_text(encoding="utf-8")
    objects = json.loads(text, parse_int=str, parse_float=str)
    written = [[in_json(one) for one in row] for row in rows]
    assert [[plain(one) for one in each.values()] for each in objects] == written
    assert parquet.stem == TITLES.get(name, "warehouse")


def in_json(text: str | None) -> str | None:
    """Return a value as JSON has it: a number begins with a digit, and none is infinite."""
    if text in ("inf", "nan"):
        return None
    return f"0{text}" if text is not None and re.fullmatch(r"\.\d+", text) else text


def plain(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


@pytest.mark.parametrize(
    ("query", "x", "y"),
    [
        # The year is the same in every row, and so is the edition.
        (
            "select edition_code, year, form_label_en, count, count_min, count_max "
            "from mart.victims_by_form where year = 2022",
            "form_label_en",
            "count",
        ),
        ("select 7 as same, year, count from mart.victims_by_form", "year", "count"),
        ("select page, year, count_max from mart.victims_by_form", "year", "count_max"),
    ],
)
def test_a_chart_has_no_axis_for_what_is_the_same_in_every_row(
    english: Page, query: str, x: str, y: str
) -> None:
    run(english, query)
    columns, rows = shown(english)
    same = {name for name, *texts in zip(columns, *rows, strict=True) if len(set(texts)) == 1}
    assert same
    button(english, texts()["en"]["sql_draw"]).click()
    expect(english.locator("#sql-status")).to_have_text(f"Chart drawn: {y} by {x}.")
    offered = set(english.locator("#sql-x option, #sql-y option").all_inner_texts())
    assert not offered & same


def test_what_is_the_same_everywhere_has_no_chart(english: Page) -> None:
    run(english, "select 2022 as year, 5 as count from range(3)")
    expect(button(english, texts()["en"]["sql_draw"])).to_be_hidden()
