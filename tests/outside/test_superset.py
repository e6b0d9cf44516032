"""The dashboard in Apache Superset shows the figures of the warehouse, and harms nothing.

Needs Chromium; Superset itself is installed from `bi/superset/superset.lock`.
"""

import dataclasses
import json
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Page

from tests.editions import two_editions
from tests.outside import superset as bi
from tests.outside.semantics import QUESTIONS, said
from tests.outside.superset import BARS, CHARTS, LINE, PRINTED, Shown, Watcher
from warehouse.build.build import build
from warehouse.place import ROOT

PICTURES = ROOT / "docs" / "images"
# What each picture shows: from one component of the dashboard to the last chart.
MARKDOWN = ".dashboard-markdown:has-text('{}')"
SHOWN = {
    "years": (MARKDOWN.format("Zo leest u deze cijfers"), "Slachtoffers naar leeftijd, per jaar"),
    "one-year": (MARKDOWN.format("Geen balk"), "Leeftijd naar vorm, zoals afgedrukt"),
}
BY_YEAR = {name for name, chart in CHARTS.items() if name.endswith("one_year")} | {
    "age_by_form_as_printed"
}
BY_FORM = {"form_over_years", "form_as_printed", "form_one_year", "age_by_form_as_printed"}


@dataclasses.dataclass
class Running:
    """A running Superset: the file it shows, its address and password."""

    database: Path
    address: str
    password: str


@pytest.fixture(scope="module")
def running(known_seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("superset")
    database = folder / "warehouse.duckdb"
    build(database, known_seeds, lambda step: None)
    with bi.superset(database, folder / "home") as (address, password):
        yield Running(database, address, password)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with bi.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def page(running: Running, browser: Browser) -> Page:
    return bi.logged_in(browser, running.address, running.password)


@pytest.fixture(scope="module")
def watcher(page: Page) -> Watcher:
    return opened(page)


def opened(page: Page) -> Watcher:
    """Open the dashboard and return what its charts got."""
    watching = Watcher(page)
    page.goto("/superset/dashboard/mensenhandel/")
    watching.wait(set(CHARTS))
    return watching


def wrong(database: Path, shown: dict[str, Shown]) -> dict[str, Any]:
    """Return the differences between charts and warehouse, by chart."""
    told = {
        name: bi.differences(
            bi.expected(database, CHARTS[name], asked.filters), bi.found(CHARTS[name], asked.rows)
        )
        for name, asked in shown.items()
    }
    return {name: places for name, places in told.items() if places}


def choose(page: Page, number: int, value: str) -> None:
    """Choose a value in one of the dashboard's filters and apply it."""
    page.locator("[data-test=form-item-value]").nth(number).click()
    page.keyboard.type(value)
    page.locator(f".ant-select-item-option[title='{value}']").first.click()
    page.keyboard.press("Escape")
    page.locator("[data-test=filter-bar__apply-button]").click()


def test_every_chart_shows_the_figures_of_the_warehouse(running: Running, watcher: Watcher) -> None:
    assert watcher.shown.keys() == CHARTS.keys()
    assert len(CHARTS) >= 8
    assert wrong(running.database, watcher.shown) == {}
    years = {tuple(watcher.shown[name].filters["year"]) for name in BY_YEAR}
    assert years == {(2022,)}  # the newest year is chosen at first


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("form_over_years", {"Gedwongen orgaanverwijdering": 0.0}),
        ("suspects_one_year", {"onzeker": None}),
        ("form_as_printed", {"afgedrukt": "0"}),
    ],
)
def test_a_hidden_cell_shown_as_zero_is_seen(
    running: Running, watcher: Watcher, name: str, spoil: dict[str, Any]
) -> None:
    asked = watcher.shown[name]
    hidden = next(row for row in asked.rows if is_hidden(CHARTS[name]["viz_type"], row))
    rows = [row | spoil if row is hidden else row for row in asked.rows]
    spoiled = dataclasses.replace(asked, rows=rows)
    (places,) = wrong(running.database, {name: spoiled}).values()
    assert len(places) == 1


def is_hidden(kind: str, row: dict[str, Any]) -> bool:
    if kind == LINE:
        return row["Gedwongen orgaanverwijdering"] is None
    return row["onzeker"] is not None if kind == BARS else row["afgedrukt"] == "<5"


def test_every_chart_is_drawn(page: Page, watcher: Watcher) -> None:
    drawn = [name for name, chart in CHARTS.items() if chart["viz_type"] != PRINTED]
    page.locator(".chart-slice canvas").nth(len(drawn) - 1).wait_for(state="attached")
    for name in ("form_as_printed", "age_by_form_as_printed"):
        cells = page.locator(f".chart-slice:has-text('{CHARTS[name]['slice_name']}') td.pvtVal")
        texts = sorted(cells.all_inner_texts())
        assert texts == sorted(str(row["afgedrukt"]) for row in watcher.shown[name].rows)
        assert "<5" in texts
    assert page.get_by_text("is een verborgen klein getal").is_visible()
    PICTURES.mkdir(exist_ok=True)
    for picture, (first, last) in SHOWN.items():
        path = PICTURES / f"superset-{picture}.png"
        if not path.exists():  # remove a picture to have it made anew
            page.screenshot(path=path, clip=around(page, first, last))
        assert path.read_bytes().startswith(b"\x89PNG")


def around(page: Page, first: str, last: str) -> FloatRect:
    """Return the part of the page from one component of the dashboard to another."""
    start, end = (
        page.locator(selector).last.bounding_box()
        for selector in (first, f".chart-slice:has-text('{last}')")
    )
    assert start is not None
    assert end is not None
    left, top = start["x"] - 12, start["y"] - 12
    height = end["y"] + end["height"] + 24 - top
    return {"x": left, "y": top, "width": 1400 - left, "height": height}


def test_the_filters_work(running: Running, page: Page, watcher: Watcher) -> None:
    assert watcher.shown  # the dashboard is open, without a filter of form
    anew = Watcher(page)
    choose(page, 0, "2020")
    anew.wait(BY_YEAR, "year", [2020])
    assert anew.shown.keys() == BY_YEAR
    assert wrong(running.database, anew.shown) == {}
    assert anew.shown["age_by_form_as_printed"].rows == []  # printed of 2022 only

    anew.shown.clear()
    choose(page, 1, "Arbeidsuitbuiting")
    anew.wait(BY_FORM, "form_label_nl", ["Arbeidsuitbuiting"])
    assert anew.shown.keys() == BY_FORM
    assert wrong(running.database, anew.shown) == {}


def test_the_browser_is_answered_by_this_machine_only(running: Running, watcher: Watcher) -> None:
    assert watcher.answered == {running.address.removeprefix("http://")}


def test_figures_that_may_not_be_added_are_never_added(running: Running, watcher: Watcher) -> None:
    """Without the filter of the year several cells meet in one bar: it shows none of them."""
    request = json.loads(json.dumps(watcher.shown["verdicts_one_year"].request))
    (query,) = request["queries"]
    query["filters"] = [entry for entry in query["filters"] if entry["col"] != "year"]
    query["columns"] = ["outcome_label_nl"]
    query["post_processing"] = []
    bearer = bi.token(running.address, running.password)
    (result,) = bi.post(running.address, "/api/v1/chart/data", request, bearer)["result"]
    assert len(result["data"]) == 3
    assert all(row["figure_min"] is None and row["onzeker"] is None for row in result["data"])


@pytest.fixture(scope="module")
def laboratory(page: Page) -> Any:
    """Return what runs a statement in SQL Lab: its status and its words."""
    csrf = page.request.get("/api/v1/security/csrf_token/").json()["result"]
    databases = page.request.get("/api/v1/database/").json()["result"]

    def run(statement: str) -> tuple[int, str]:
        answer = page.request.post(
            "/api/v1/sqllab/execute/",
            data={"database_id": databases[0]["id"], "sql": statement, "runAsync": False},
            headers={"X-CSRFToken": csrf, "Referer": page.url},
        )
        return answer.status, answer.text()

    return run


def test_sql_lab_reads_the_warehouse(laboratory: Any) -> None:
    status, words = laboratory("select count from mart.victims_by_form where count = 348")
    assert status == 200
    assert '"count": 348' in words or '"count":348' in words


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('{secret}')",
        "select * from read_csv('{secret}')",
        "select * from read_blob('{secret}')",
        "select * from '{secret}'",
        "select * from glob('/etc/*')",
        "attach '{secret}' as other",
        "copy (select 1) to '{target}'",
        "export database '{target}'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "reset lock_configuration",
        "create secret (type s3)",
        "create table mine as select 1",
        "create schema mine",
        "insert into main.dim_year values (1900, null, null)",
        "update main.fact_victims set count = 1",
        "delete from main.fact_victims",
        "drop view mart.victims_by_form",
        "select 1; drop view mart.victims_by_form",
    ],
)
def test_sql_lab_reads_no_file_and_writes_nothing(
    running: Running, laboratory: Any, tmp_path: Path, statement: str
) -> None:
    secret, target = tmp_path / "secret.csv", tmp_path / "target"
    secret.write_text("word\nhush\n")
    before = running.database.read_bytes()
    status, words = laboratory(statement.format(secret=secret, target=target))
    assert status >= 400, words
    assert "hush" not in words
    assert not target.exists()
    assert running.database.read_bytes() == before


def test_the_lock_of_sql_lab_is_in_force(laboratory: Any) -> None:
    """With `read_only` alone DuckDB would read files: tests/test_connect.py proves it."""
    wanted = "'enable_external_access', 'lock_configuration', 'access_mode'"
    _, words = laboratory(f"select name, value from duckdb_settings() where name in ({wanted})")
    told = {row["name"]: row["value"] for row in json.loads(words)["data"]}
    assert told == {
        "access_mode": "read_only",
        "enable_external_access": "false",
        "lock_configuration": "true",
    }


def test_requests_need_a_person_and_a_token(running: Running, page: Page) -> None:
    refused = page.request.post(
        "/api/v1/sqllab/execute/", data={"database_id": 1, "sql": "select 1"}
    )
    assert refused.status == 400
    assert "CSRF" in refused.text()
    with pytest.raises(urllib.error.HTTPError, match="401"):
        bi.post(running.address, "/api/v1/chart/data", {"queries": []})


def test_charts_answer_during_publications_and_show_the_new_figures_after(
    running: Running, page: Page, known_seeds: Path, tmp_path: Path
) -> None:
    shown = dict(opened(page).shown)
    requests = [asked.request for asked in shown.values()]
    bearer = bi.token(running.address, running.password)

    def ask(request: dict[str, Any]) -> tuple[bool, bool]:
        """Return whether the chart got figures, and whether the build still ran then."""
        (result,) = bi.post(running.address, "/api/v1/chart/data", request, bearer)["result"]
        return bool(result["data"]) and not result["error"], publication.poll() is None

    answers: list[tuple[bool, bool]] = []
    warehouse = str(Path(sys.executable).with_name("warehouse"))
    two = two_editions(tmp_path / "two" / "seeds")
    with ThreadPoolExecutor(4) as pool:
        for seeds in (two, known_seeds, two):
            command = [warehouse, "build", "--database", str(running.database)]
            publication = subprocess.Popen([*command, "--seeds", str(seeds)])
            while publication.poll() is None:
                answers += pool.map(ask, requests)
            assert publication.returncode == 0
    during = sum(is_during for _, is_during in answers)
    print(f"{len(answers)} answers around 3 publications, {during} of them during one, none failed")
    assert all(is_answered for is_answered, _ in answers)
    assert during

    renewed = opened(page).shown
    assert wrong(running.database, renewed) == {}
    assert renewed["form_one_year"].filters["year"] == [2023]
    assert {row["jaar"] for row in renewed["form_over_years"].rows} >= {"2022", "2023"}
    assert renewed["form_over_years"].rows != shown["form_over_years"].rows


def test_the_semantic_layer_gives_the_right_interval_or_refuses(running: Running) -> None:
    """The questions that are asked of the other layers too (`test_semantic_layers.py`)."""
    bearer = bi.token(running.address, running.password)
    wanted = "(columns:!(id,table_name),page_size:100)"
    found = bi.get(running.address, f"/api/v1/dataset/?q={wanted}", bearer)["result"]
    ids = {one["table_name"]: one["id"] for one in found}
    for question in QUESTIONS:
        asked = {
            "datasource": {"id": ids[f"semantic_{question['model']}"], "type": "table"},
            "queries": [
                {
                    "columns": [],
                    "metrics": ["figure", "figure_min", "figure_max", "refusal"],
                    "filters": [
                        {"col": name, "op": "==", "val": value}
                        for name, value in question["where"].items()
                    ],
                }
            ],
        }
        (result,) = bi.post(running.address, "/api/v1/chart/data", asked, bearer)["result"]
        (row,) = result["data"]
        assert said(*row.values()) == str(question["answer"]), question["question"]
