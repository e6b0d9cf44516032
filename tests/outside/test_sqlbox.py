"""SQL in a real browser: right answers, DuckDB's own errors, and not one request to elsewhere."""

import csv
import filecmp
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.outside.conftest import FLAGS, Trap
from tests.site_reader import served
from tests.test_site_sql import environment
from warehouse.names import LANGUAGES
from warehouse.place import SITE
from warehouse.site.bundle import build, bundle, packages
from warehouse.site.sql import examples, write

MINUTE = 60_000
STYLE = """:root { color-scheme: light dark; --paper: #fcfbf8; --raised: #fff; --ink: #1c2730;
--soft: #53606b; --line: #d9d8d2; --link: #0b5468; --accent: #0f4c5c; --tint: #eef3f3;
--hidden-ink: #6b4700; --bad: #9c2a1c; --open: #7a5200; --text: sans-serif; --code: monospace; }
@media (prefers-color-scheme: dark) { :root { --paper: #12181d; --raised: #1a2228; --ink: #e4e8ea;
--soft: #a5b1ba; --line: #35414a; --link: #86cbdc; --accent: #9fd6e3; --tint: #1d282f;
--hidden-ink: #f6d798; --bad: #ff9f90; --open: #f0c36a; } }
body { background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--text); margin: 1rem; }
.scroll { overflow-x: auto; } .note { color: var(--soft); } a { color: var(--link); }
[hidden] { display: none !important; }"""
QUERIES = {
    "sums": "select year, sum(count), sum(count_min), sum(count_max) from mart.victims_by_age "
    "group by year order by year",
    "nulls beside bounds": "select form_label_en, year, printed, count, count_min, count_max "
    "from mart.victims_by_form order by all",
    "decimals": "select form_code, share, share * -100, sum(share) over () "
    "from mart.minors_by_form order by form_code",
    "booleans": "select table_code, bool_or(is_suppressed), null::boolean as empty, false as no "
    "from main.all_cells group by 1 order by 1",
    "large integers": "select 9007199254740993::bigint as a, -9223372036854775807::bigint as b, "
    "170141183460469231731687303715884105727::hugeint as c, -(1::hugeint) as d, "
    "18446744073709551615::ubigint as e",
    "wide decimals": "select -0.05::decimal(18, 2) as a, "
    "12345678901234567890.123::decimal(38, 3) as b, -7::decimal(4, 0) as c, "
    "0::decimal(3, 3) as d",
    "dates": "select date '1890-12-31' as a, date '2022-02-28' as b, time '07:05:00.25' as c, "
    "timestamp '2022-12-31 23:59:59.000123' as d, timestamp '1969-12-31 23:59:59.5' as e, "
    "null::date as f",
    "floats": "select avg(count) as a, 5::double as b, -0.1::double as c, 1e-7::double as d, "
    "1e300::double as e, 0.1::float as f, 'inf'::double as g from mart.victims_by_sex",
    "texts": "select '' as empty, 'a,b' as comma, 'say \"no\"' as quoted, "
    "'één' || chr(10) || '<b>' as lines, null as nothing",
    "nested": "select list(year order by year) as a, {'low': min(count_min), 'no': null} as b, "
    "[true, null] as c, ['a', 'b']::varchar[2] as d from mart.victims_by_sex",
    "claims": "select claim_code, claimed_value, value_min, value_max, verdict from quality.claims "
    "order by sort_order",
    "printed": "select * from report_2022.top_nationalities_by_form",
    "two columns of one name": "select 1 as a, 2 as a",
}


@pytest.fixture(scope="module")
def out(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a site that has the SQL page only."""
    out = tmp_path_factory.mktemp("site")
    write(out, database, environment())
    (out / "index.html").write_text("<!doctype html><title>site</title>", encoding="utf-8")
    (out / "base.css").write_text(STYLE, encoding="utf-8")
    icon = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    (out / "icon.svg").write_text(icon, encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def address(out: Path) -> Iterator[str]:
    """Yield the address where `warehouse serve` would show that site."""
    with served(out) as serving:
        yield f"http://127.0.0.1:{serving.server_port}"


def visit(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """Yield a page; at the end it must have asked its own site only, and complained of nothing."""
    context = browser.new_context(**options)
    asked: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page = context.new_page()
    page.set_default_timeout(MINUTE)
    expect.set_options(timeout=MINUTE)
    page.goto(url)
    yield page
    context.close()
    site = "/".join(url.split("/")[:3])
    assert [one for one in asked if not one.startswith((f"{site}/", "blob:"))] == []
    assert complaints == []


@pytest.fixture(scope="module")
def english(browser: Browser, address: str) -> Iterator[Page]:
    """Yield the English page on a desk, shared by the tests that only run queries."""
    yield from visit(browser, f"{address}/en/sql.html", viewport={"width": 1280, "height": 900})


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """Yield the Dutch page on a narrow phone."""
    yield from visit(browser, f"{address}/nl/sql.html", viewport={"width": 360, "height": 740})


def put(page: Page, sql: str) -> None:
    page.locator(".cm-content").press("Control+a")
    page.keyboard.insert_text(sql)


def run(page: Page, sql: str) -> str:
    """Run a query and return what the page then says; an error is in #sql-error."""
    put(page, sql)
    page.locator("#sql-run").click()
    expect(page.locator("#sql-run")).to_have_attribute("aria-disabled", "false")
    return page.locator("#sql-status").inner_text()


def shown(page: Page) -> tuple[list[str], list[list[str | None]]]:
    """Return the columns and rows of the table on the page; null is None."""
    expect(page.locator("#sql-error")).to_be_hidden()
    columns, rows = page.locator("#sql-table table").evaluate(
        "table => [[...table.tHead.rows[0].cells].map(cell => cell.textContent),"
        "[...table.tBodies[0].rows].map(row => [...row.cells].map("
        "cell => cell.classList.contains('null') ? null : cell.textContent))]"
    )
    return columns, rows


def expected(database: Path, sql: str) -> tuple[list[str], list[list[str | None]]]:
    """Return what DuckDB in Python answers, as the texts that it prints itself."""
    with duckdb.connect(str(database), read_only=True) as connection:
        result = connection.execute(sql)
        columns = [column[0] for column in result.description or []]
        names = ", ".join(f"c{number}" for number in range(len(columns)))
        texts = ", ".join(f"c{number}::varchar" for number in range(len(columns)))
        rows = connection.execute(f"select {texts} from ({sql}) as t({names})").fetchall()
    return columns, [list(row) for row in rows]


@pytest.mark.parametrize("name", QUERIES)
def test_an_answer_is_that_of_duckdb_in_python(english: Page, database: Path, name: str) -> None:
    said = run(english, QUERIES[name])
    columns, rows = expected(database, QUERIES[name])
    assert rows
    assert shown(english) == (columns, rows)
    size = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    assert said.startswith(f"{size}, {len(columns)} columns.")


def test_every_example_runs_and_answers_rightly(
    browser: Browser, address: str, database: Path
) -> None:
    """A query that is the same in both languages runs once."""
    answered = set()
    for language in LANGUAGES:
        for page in visit(browser, f"{address}/{language}/sql.html"):
            for part, members in examples(language):
                options = page.locator(f'optgroup[label="{part}"] option')
                assert options.count() == len(members)
                for example in members:
                    query = example["query"]
                    page.locator("#sql-example").select_option(label=example["title"])
                    assert page.locator(".cm-content").inner_text().split() == query.split()
                    if query not in answered:
                        answered.add(query)
                        page.locator("#sql-run").click()
                        expect(page.locator("#sql-run")).to_have_attribute("aria-disabled", "false")
                        assert shown(page) == expected(database, query), example["title"]


def test_every_table_and_view_can_be_read(english: Page, database: Path) -> None:
    names = english.locator("[data-relation]").evaluate_all(
        "parts => parts.map(part => part.dataset.relation)"
    )
    assert len(names) > 50
    counts = " union all ".join(
        f"select '{name}' as name, count(*) as rows from (from {name})" for name in names
    )
    run(english, counts)
    assert shown(english) == expected(database, counts)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        (
            "select nothing from mart.victims_by_age",
            'Binder Error: Referenced column "nothing" not',
        ),
        ("select", "Parser Error: SELECT clause without selection list"),
        ("create table main.mine as select 1", "attached in read-only mode!"),
        ("delete from main.fact_victims", "attached in read-only mode!"),
        ("from 'https://example.org/x.csv'", "Permission Error"),
        ("from read_csv('https://example.org/x.csv')", "Permission Error"),
        ("-- nothing", "no statements"),
        ("select to_json(1)", "it exists in the json extension"),
        ("load json", "Permission Error"),
        ("attach 'https://example.org/x.duckdb'", "Permission Error"),
        ("set enable_external_access = true", "Cannot change configuration option"),
        ("set autoload_known_extensions = true", "the configuration has been locked"),
    ],
)
def test_an_error_is_told_in_the_words_of_duckdb(english: Page, sql: str, message: str) -> None:
    said = run(english, sql)
    assert said == "The query did not succeed; DuckDB says:"
    assert message in english.locator("#sql-error").inner_text()
    expect(english.locator("#sql-result")).to_be_hidden()
    run(english, "select 42 as answer")
    assert shown(english) == (["answer"], [["42"]])


def test_several_statements_give_the_result_of_the_last(english: Page) -> None:
    run(english, "set variable edition = '2022'; select getvariable('edition') as edition")
    assert shown(english) == (["edition"], [["2022"]])


def test_a_result_without_rows_keeps_its_columns(english: Page) -> None:
    said = run(english, "select year, count from mart.victims_by_age where false")
    assert shown(english) == (["year", "count"], [])
    assert said == "0 rows, 2 columns."
    expect(english.locator("#sql-draw")).to_be_hidden()


def test_a_type_without_an_exact_text_asks_for_a_cast(english: Page) -> None:
    run(
        english, "select interval '1 month' as a, 'F'::enum('F') as b, 'F'::enum('F')::varchar as c"
    )
    cast = "cast to varchar to see it"
    assert shown(english)[1] == [[cast, cast, "F"]]


def test_empty_counts_without_their_bounds_are_remarked(english: Page, database: Path) -> None:
    hidden = "from mart.victims_by_form where is_suppressed"
    [[rows]] = expected(database, f"select count(*) {hidden}")[1]
    assert f"In {rows} rows count is empty" in run(english, f"select year, count {hidden}")
    assert run(english, f"select count, count_max {hidden}") == f"{rows} rows, 2 columns."


def test_a_large_result_is_cut_and_says_so(english: Page) -> None:
    said = run(english, "from range(60000)")
    assert said == (
        "50,000 rows, 1 columns. There are more rows; reading stopped there. "
        "The first 500 are in the table."
    )
    assert len(shown(english)[1]) == 500
    run(english, "select 1 as one")
    assert shown(english)[1] == [["1"]]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("nulls beside bounds", "victims_by_form"),
        ("texts", "warehouse"),
        ("booleans", "all_cells"),
        ("decimals", "minors_by_form"),
    ],
)
def test_the_csv_is_the_result(
    english: Page, database: Path, tmp_path: Path, name: str, title: str
) -> None:
    run(english, QUERIES[name])
    with english.expect_download() as download:
        english.locator("#sql-csv").click()
    assert download.value.suggested_filename == f"{title}.csv"
    text = Path(download.value.path()).read_bytes()
    written = tmp_path / "expected.csv"
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute(f"copy ({QUERIES[name]}) to '{written}' (format csv, header)")
    assert text == written.read_bytes()
    columns, rows = expected(database, QUERIES[name])
    read = list(csv.reader(io.StringIO(text.decode())))
    assert read == [columns, *([cell or "" for cell in row] for row in rows)]


def test_a_chart_draws_figures_as_bars_and_hidden_ones_as_ranges(english: Page) -> None:
    run(
        english,
        "select year, count, count_min, count_max from mart.victims_by_form "
        "where form_code = 'OR' order by year",
    )
    hidden = sum(row[1] is None for row in shown(english)[1])
    assert 0 < hidden < 5
    english.locator("#sql-draw").click()
    bars = english.locator("#sql-drawing svg .mark-rect path[aria-roledescription=bar]")
    expect(bars).to_have_count(5)
    assert english.locator("#sql-drawing path[stroke-dasharray]").count() == hidden
    expect(english.locator("#sql-ranges")).to_be_visible()
    expect(english.locator("#sql-covered")).to_be_hidden()
    assert english.locator("#sql-status").inner_text() == "Chart drawn: count by year."
    english.locator("#sql-mark").select_option("line")
    expect(english.locator("#sql-drawing svg .mark-line path")).to_have_count(1)
    run(english, "select 10 as place, 3 as figure union all select 9, 4 order by place desc")
    english.locator("#sql-draw").click()
    english.locator("#sql-x").select_option("place")
    english.locator("#sql-y").select_option("figure")
    labels = english.locator("#sql-drawing svg .mark-text.role-axis-label").first
    expect(labels).to_have_text("910")
    run(english, "select sex_label_en, year, count from mart.victims_by_sex")
    english.locator("#sql-draw").click()
    # A line for each sex, as it comes back each year.
    expect(english.locator("#sql-drawing svg .mark-line path")).to_have_count(2)
    expect(english.locator("#sql-covered")).to_be_hidden()
    english.locator("#sql-colour").select_option("none")
    expect(english.locator("#sql-covered")).to_be_visible()


def fetched(page: Page) -> list[str]:
    """Return the names of the files that a page fetches from now on, in a list that grows."""
    names: list[str] = []
    page.context.on("request", lambda request: names.append(request.url.split("/")[-1]))
    return names


def test_what_is_not_asked_for_is_not_fetched(browser: Browser, address: str) -> None:
    for page in visit(browser, f"{address}/en/sql.html"):
        page.wait_for_load_state("networkidle")
        names = fetched(page)
        page.reload()
        page.wait_for_load_state("networkidle")
        assert "page.js" in names
        assert not any(name.endswith((".wasm", ".duckdb", ".worker.js")) for name in names)
        expect(page.locator("#sql-run")).to_contain_text("MB) and run")
        run(page, "select range as x, range + 1 as y from range(2)")
        assert {"duckdb-eh.wasm", "warehouse.duckdb"} <= set(names)
        assert not any("chart" in name for name in names)
        expect(page.locator("#sql-run")).to_have_text("Run")
        page.locator("#sql-draw").click()
        expect(page.locator("#sql-drawing svg")).to_be_visible()
        assert any("chart" in name for name in names)


def test_a_query_can_be_stopped_and_the_next_one_runs(browser: Browser, address: str) -> None:
    for page in visit(browser, f"{address}/en/sql.html"):
        run(page, "select 1 as x")
        put(page, "select sum(a.range * b.range) from range(10000000) as a, range(10000000) as b")
        page.locator("#sql-run").click()
        expect(page.locator("#sql-status")).to_have_text("The query is running…")
        page.locator("#sql-stop").click()
        expect(page.locator("#sql-status")).to_contain_text("Stopped.")
        run(page, "select 2 as x")
        assert shown(page)[1] == [["2"]]


def test_a_missing_database_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/warehouse.duckdb", lambda route: route.fulfill(status=404))
    page.goto(f"{address}/en/sql.html")
    run(page, "select 1 as x")
    assert "warehouse.duckdb: 404" in page.locator("#sql-error").inner_text()
    page.unroute("**/warehouse.duckdb")
    run(page, "select 1 as x")
    assert shown(page)[1] == [["1"]]
    context.close()


def test_it_works_with_the_keyboard_alone(browser: Browser, address: str) -> None:
    for page in visit(browser, f"{address}/en/sql.html"):
        focused = "document.activeElement.id || document.activeElement.className"

        def tab_to(wanted: str, page: Page = page, focused: str = focused) -> None:
            for _ in range(8):
                page.keyboard.press("Tab")
                if page.evaluate(focused) == wanted:
                    return
            raise AssertionError(f"Tab does not lead to {wanted}")

        expect(page.locator("#sql-work")).to_be_visible()
        tab_to("sql-example")
        page.keyboard.press("ArrowDown")
        tab_to("editor")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#sql-table table")).to_be_visible()
        assert page.evaluate(focused) == "editor"
        page.keyboard.press("Control+a")
        page.keyboard.type("select form_code, count from mart.victims_by_form where year = 2018")
        page.keyboard.press("Escape")
        tab_to("sql-run")
        page.keyboard.press("Enter")
        expect(page.locator("#sql-status")).to_contain_text("6 rows, 2 columns.")
        tab_to("sql-csv")
        with page.expect_download():
            page.keyboard.press("Enter")
        tab_to("sql-draw")
        page.keyboard.press("Space")
        expect(page.locator("#sql-drawing svg")).to_be_visible()
        tab_to("sql-mark")
        tab_to("sql-table")


def test_the_catalogue_is_searched_and_puts_queries_in_the_editor(phone: Page) -> None:
    expect(phone.locator("#sql-work")).to_be_visible()
    phone.locator("#sql-search").fill("victims_by_age")
    expect(phone.locator("[data-relation]:visible")).to_have_count(2)
    expect(phone.locator("#sql-found")).to_have_text("2 gevonden")
    part = phone.locator("[data-relation='mart.victims_by_age']")
    part.locator("summary").click()
    expect(part).to_contain_text("count_max")
    part.locator("button").click()
    placed = phone.locator(".cm-content").inner_text()
    assert placed.startswith("select\n    year,")
    assert "\nfrom mart.victims_by_age\n" in placed
    phone.locator("#sql-search").fill("nothing like it")
    expect(phone.locator("#sql-found")).to_have_text("0 gevonden")
    expect(phone.locator("[data-schema]:visible")).to_have_count(0)


def test_a_phone_needs_no_sideways_scrolling(phone: Page) -> None:
    run(phone, "from main.all_cells")
    phone.locator("#sql-draw").click()
    expect(phone.locator("#sql-drawing svg")).to_be_visible()
    expect(phone.locator("#sql-status")).to_contain_text("de eerste 500 getekend")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(browser: Browser, address: str, scheme: str) -> None:
    axe = (packages() / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    options = {"color_scheme": scheme, "reduced_motion": "reduce"}
    for page in visit(browser, f"{address}/nl/sql.html", **options):
        run(page, "select year, count, count_min, count_max from mart.victims_by_age")
        page.locator("#sql-draw").click()
        expect(page.locator("#sql-drawing svg")).to_be_visible()
        page.locator("#sql-search").fill("dim_sex")
        page.locator("[data-relation='main.dim_sex'] summary").click()
        page.evaluate(axe)
        found = page.evaluate("axe.run()")
        assert len(found["passes"]) > 20
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_opened_from_disk_the_page_says_how_to_serve_it(browser: Browser, out: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((out / "en" / "sql.html").as_uri())
    expect(page.locator("#sql-unserved")).to_contain_text("warehouse serve --site folder")
    expect(page.locator("#sql-work")).to_be_hidden()
    page.locator("[data-schema=mart] > summary").click()
    expect(page.locator("[data-relation='mart.victims_by_age']")).to_be_visible()
    context.close()


def test_the_same_sources_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    build(packages(), tmp_path / "again")
    first = sorted(path.name for path in (out / "sql").iterdir())
    assert sorted(path.name for path in (tmp_path / "again").iterdir()) == first
    equal, *others = filecmp.cmpfiles(out / "sql", tmp_path / "again", first, shallow=False)
    assert (sorted(equal), others) == (first, [[], []])
    texts = [
        (out / "sql" / name).read_text("utf-8", "replace") for name in first if "wasm" not in name
    ]
    assert not any(str(out.parent) in text or "node_modules/" in text[:2000] for text in texts)


def test_a_changed_source_makes_a_new_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    shutil.copytree(SITE, site)
    sheet = site / "sql" / "sql.css"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("#7c1d5c", "#123456"))
    monkeypatch.setattr("warehouse.site.bundle.SITE", site)
    bundle(tmp_path / "changed")
    assert "#123456" in (tmp_path / "changed" / "sql.css").read_text(encoding="utf-8")
    monkeypatch.undo()
    bundle(tmp_path / "again")
    assert "#123456" not in (tmp_path / "again" / "sql.css").read_text(encoding="utf-8")


def test_the_bundle_does_not_tell_where_the_project_stands(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SITE, tmp_path / "another checkout")
    monkeypatch.setattr("warehouse.site.bundle.SITE", tmp_path / "another checkout")
    build(packages(), tmp_path / "theirs")
    names = sorted(path.name for path in (tmp_path / "theirs").iterdir())
    assert names == sorted(path.name for path in (out / "sql").iterdir())


def test_the_licences_of_what_is_published_go_with_it(out: Path) -> None:
    text = (out / "sql" / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("@codemirror/view", "@duckdb/duckdb-wasm", "apache-arrow", "vega-lite"):
        assert re.search(rf"^{name} [0-9.]+, [A-Z]", text, re.MULTILINE)
    assert "axe-core" not in text
    assert text.count("Permission is hereby granted") > 3


def test_a_request_to_elsewhere_would_be_seen(browser: Browser, address: str) -> None:
    """The guards of this file go red: the page's policy stops the first, the trap the second."""
    program = shutil.which("chromium")
    assert program is not None
    with pytest.raises(AssertionError, match="example"):
        for page in visit(browser, f"{address}/en/sql.html"):
            page.evaluate("fetch('http://example.org/').catch(() => null)")
    trap = Trap()
    own = browser.browser_type.launch(executable_path=program, args=[*FLAGS, trap.flag])
    page = own.new_page()
    page.goto("about:blank")
    page.evaluate("fetch('http://example.org/', {mode: 'no-cors'}).catch(() => null)")
    own.close()
    assert trap.asked == ["GET http://example.org/ HTTP/1.1"]
