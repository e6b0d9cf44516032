"""A running Superset, a browser in it, and what each chart of the export should show.

What a chart should show is computed here from the rows of the view and the meaning of the kinds of
chart, not from the charts' own SQL.
"""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml
from playwright.sync_api import Browser, Page, Response, sync_playwright

from warehouse.export.semantics_bi import identifier
from warehouse.place import ROOT

EXPORT = ROOT / "bi" / "superset" / "export"
CHARTS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in EXPORT.glob("charts/*.yaml")
}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120_000  # milliseconds for a slow machine
# The dimension that names the rows of each view, where there is one.
ROWS = {
    "age_by_form": "age",
    "cases_registered": "outcome",
    "cases_settled_by_outcome": "outcome",
    "verdicts_by_outcome": "outcome",
    "victims_by_age": "age",
    "victims_by_form": "form",
    "victims_by_origin": "origin",
    "victims_by_reporter": "reporter",
    "victims_by_sex": "sex",
}
DATASETS = {identifier(view): view for view in (*ROWS, "suspects_by_sex_and_age")}
LINE, BARS, PRINTED = "echarts_timeseries_line", "echarts_timeseries_bar", "pivot_table_v2"


@contextmanager
def superset(database: Path, home: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the password of Superset, started as a person would start it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "bi.superset", "--no-browser", "--port", str(port)]
    command += ["--database", str(database), "--folder", str(home)]
    started = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert started.stdout is not None
    said = ""
    for line in started.stdout:
        said += line
        if line.startswith("http://"):
            break
    found = re.search(r"password (\S+)", said)
    assert found, said
    try:
        yield f"http://127.0.0.1:{port}", found[1]
    finally:
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=60) == 0


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium with an empty profile."""
    program = shutil.which("chromium")
    assert program, "Chromium is missing; on Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=FLAGS)
        yield browser
        browser.close()


def logged_in(browser: Browser, address: str, password: str) -> Page:
    """Return a page of a person who has logged in through the form."""
    page = browser.new_page(base_url=address, viewport={"width": 1400, "height": 3100})
    page.set_default_timeout(PATIENCE)
    page.goto("/login/")
    page.fill("#username", "admin")
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/welcome/**")
    return page


@dataclass(frozen=True)
class Shown:
    """What one chart asked for and got: its request, the filters in it, and the rows."""

    request: dict[str, Any]
    filters: dict[str, list[Any]]
    rows: list[dict[str, Any]]


class Watcher:
    """Collects what the charts of a page ask and get, by the name of the chart's file."""

    def __init__(self, page: Page) -> None:
        answer = page.request.get("/api/v1/chart/?q=(page_size:100)").json()
        titles = {chart["slice_name"]: name for name, chart in CHARTS.items()}
        self.names = {chart["id"]: titles[chart["slice_name"]] for chart in answer["result"]}
        self.page = page
        self.shown: dict[str, Shown] = {}
        self.answered: set[str] = set()
        page.on("response", self._see)

    def _see(self, response: Response) -> None:
        self.answered.add(response.url.split("/")[2])
        if "/api/v1/chart/data" not in response.url:
            return
        request = json.loads(response.request.post_data or "{}")
        name = self.names.get(request["form_data"].get("slice_id"))
        if name is not None:
            assert response.status == 200, response.text()
            (query,) = request["queries"]
            filters = {
                entry["col"]: [entry["val"]] if isinstance(entry["val"], int) else entry["val"]
                for entry in query["filters"]
                if entry["op"] in {"IN", "=="}
            }
            (result,) = response.json()["result"]
            self.shown[name] = Shown(request, filters, result["data"])

    def wait(self, names: set[str], column: str = "", values: list[Any] | None = None) -> None:
        """Wait until the charts have answered, with these values of a filter."""
        for _ in range(PATIENCE // 200):
            if all(
                name in self.shown
                and (values is None or self.shown[name].filters.get(column) == values)
                for name in names
            ):
                self.page.wait_for_timeout(2000)  # to draw
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"not all charts answered: {sorted(names - self.shown.keys())}")


def view_of(chart: dict[str, Any]) -> str:
    """Return the view of the mart that a chart shows."""
    return DATASETS[chart["dataset_uuid"]]


def category(view: str, row: dict[str, Any]) -> str:
    """Return the words for a row of a view on the axis of a chart."""
    if view == "suspects_by_sex_and_age":
        return f"{row['sex_label_nl']}, {row['age_label_nl']}"
    label = str(row[f"{ROWS[view]}_label_nl"])
    named = re.fullmatch(r"(\D+) \((.+)\)", label) if "age" in view else None
    return f"{named[2]} ({named[1]})" if named else label


def expected(
    database: Path, chart: dict[str, Any], filters: dict[str, list[Any]]
) -> dict[tuple[str, ...], Any]:
    """Return what a chart must show: place in the chart to figure, bounds or printed token."""
    view = view_of(chart)
    with duckdb.connect(str(database), read_only=True) as connection:
        result = connection.execute(f"from mart.{view}")
        names = [column[0] for column in result.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    rows = [row for row in rows if all(row[key] in values for key, values in filters.items())]
    if chart["viz_type"] == LINE:
        return {(str(row["year"]), category(view, row)): row["count"] for row in rows}
    if chart["viz_type"] == PRINTED:
        across = "year" if view == "victims_by_form" else "form_label_nl"
        return {(str(row[across]), category(view, row)): row["printed"] for row in rows}
    return {
        (f"{category(view, row)} · {row['printed']}",): (
            row["count_min"],
            None if row["count"] is not None else row["count_max"] - row["count_min"],
        )
        for row in rows
        if row["observation_status_code"] != "L"
    }


def found(chart: dict[str, Any], rows: list[dict[str, Any]]) -> dict[tuple[str, ...], Any]:
    """Return the rows that a chart got, in the shape of `expected`."""
    if chart["viz_type"] == LINE:
        return {
            (row["jaar"], name): value
            for row in rows
            for name, value in row.items()
            if name != "jaar"
        }
    if chart["viz_type"] == PRINTED:
        down, across = (
            chart["params"][side][0]["label"] for side in ("groupbyRows", "groupbyColumns")
        )
        return {(str(row[across]), row[down]): row["afgedrukt"] for row in rows}
    return {(row["regel"],): (row["figure_min"], row["onzeker"]) for row in rows}


def differences(
    wanted: dict[tuple[str, ...], Any], got: dict[tuple[str, ...], Any]
) -> list[tuple[tuple[str, ...], Any, Any]]:
    """Return the places where a chart shows something else; a place without a figure is none."""
    return [
        (place, wanted.get(place), got.get(place))
        for place in sorted(wanted.keys() | got.keys())
        if wanted.get(place) != got.get(place)
    ]


def token(address: str, password: str) -> str:
    """Return an access token of Superset's REST API."""
    login = {"username": "admin", "password": password, "provider": "db"}
    return str(post(address, "/api/v1/security/login", login)["access_token"])


def post(address: str, path: str, data: dict[str, Any], bearer: str = "") -> dict[str, Any]:
    """Send JSON to the REST API and return the answer; raises HTTPError for a refusal."""
    return _answer(address + path, json.dumps(data).encode(), bearer)


def get(address: str, path: str, bearer: str) -> dict[str, Any]:
    """Return what the REST API has at a path; raises HTTPError for a refusal."""
    return _answer(address + path, None, bearer)


def _answer(address: str, data: bytes | None, bearer: str) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310  our own address
        address,
        data,
        {"Content-Type": "application/json"}
        | ({"Authorization": f"Bearer {bearer}"} if bearer else {}),
    )
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310
        result: dict[str, Any] = json.load(answer)
    return result
