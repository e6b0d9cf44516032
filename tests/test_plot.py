"""A chart shows the cells of its table, each as what it is: nothing added, nothing hidden shown."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest
from altair.vegalite.v6.schema.core import Root
from click.testing import CliRunner

from tests.cases import first
from tests.test_report_views import SHAPES
from warehouse.build.views import store
from warehouse.charts import panels
from warehouse.charts.draw import VERSION, specification, specifications
from warehouse.charts.panels import Chart, read_charts
from warehouse.charts.render import draw, program
from warehouse.charts.words import YEAR, config, number, title
from warehouse.cli.main import cli
from warehouse.faults import WarehouseError
from warehouse.names import LANGUAGES
from warehouse.place import ROOT
from warehouse.read.query import fetch_dicts
from warehouse.read.words import heading, unit_names

TABLES = sorted(SHAPES)
CHARTS = [(table, language) for table in TABLES for language in LANGUAGES]
GALLERY = ROOT / "docs" / "images" / "gallery"
OKABE_ITO = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}
LEGEND = {
    "Q": {"nl": "verborgen", "en": "hidden"},
    "O": {"nl": "afgedrukt, maar plaats onzeker", "en": "printed, but place uncertain"},
}
GREY = re.compile(r"#([0-9A-F]{2})\1\1")
Spec = dict[str, Any]
Specs = dict[tuple[str, str], Spec]  # by table and language
Key = tuple[int, int]

every_chart = pytest.mark.parametrize(("table", "language"), CHARTS)
# What takes long is done in one language: the other changes words only, which are read in both.
in_turn = pytest.mark.parametrize(("table", "language"), first(4, [*CHARTS[::4], *CHARTS[3::4]]))


@pytest.fixture(scope="module")
def specs(database: Path) -> Specs:
    return {
        (table, language): spec
        for language in LANGUAGES
        for table, spec in specifications(database, language).items()
    }


@cache
def asked(database: Path, query: str, *values: str) -> list[dict[str, Any]]:
    """Return the rows of a query; many tests ask the same."""
    return fetch_dicts(database, query, *values)


def printed(database: Path, table: str) -> dict[Key, dict[str, Any]]:
    """Return the cells of a mart by their place in print."""
    return {key(row): row for row in asked(database, f'from mart."{table}"')}


def key(cell: dict[str, Any]) -> Key:
    return cell["row_position"], cell["column_position"]


def marks(spec: Spec) -> list[dict[str, Any]]:
    """Return every item that Vega draws for a cell or in a line, with the type of its mark."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if node.get("role") == "mark" and node.get("marktype") != "group":
                found.extend({**item, "type": node["marktype"]} for item in node["items"])
            else:
                walk(list(node.values()))

    walk(json.loads(json.dumps(program().vegalite_to_scenegraph(spec, vl_version=VERSION))))
    return found


def check(spec: Spec, cells: dict[Key, dict[str, Any]]) -> None:
    """Hold what is drawn against the cells of the mart."""
    given = spec["data"]["values"]
    computed = [value for value in given if value["drawn"].startswith("computed")]
    values = {key(value): value for value in given if value not in computed}
    assert set(values) == set(cells)
    for total in computed:
        of_year = [cell for cell in cells.values() if cell["year"] == total["year"]]
        low, high = (sum(cell[end] for cell in of_year) for end in ("count_min", "count_max"))
        if any(cell["placement_code"] == "uncertain" for cell in of_year):
            # Wherever the figures of a row belong, they are in the sum.
            assert low <= total["count_min"] <= total["count_max"] <= high
        else:
            assert (total["count_min"], total["count_max"]) == (low, high)
        assert total["figure"] == (total["count_min"] if total["drawn"] == "computed" else None)
    drawn: dict[str, list[dict[str, Any]]] = {}
    for item in marks(spec):
        drawn.setdefault(item.get("description", item["type"]), []).append(item)
    is_lines = "line" in drawn
    points = [item for item in drawn.get("line", []) if item.get("defined")]
    figures = [cell for cell in cells.values() if cell["observation_status_code"] == "A"]
    exact = [total for total in computed if total["figure"] is not None]
    assert len(points) == (len(figures) + len(exact) if is_lines else 0)
    for place, cell in cells.items():
        value = values[place]
        for name in ("printed", "count", "count_min", "count_max", "observation_status_code"):
            assert value[name] == cell.get(name), (place, name)
        share = None if cell.get("share") is None else float(cell["share"])
        assert value["share"] == share
        shapes = drawn.get(value["description"], [])
        figure = share if cell.get("count") is None else cell["count"]
        assert value["figure"] == figure
        if cell["observation_status_code"] == "A":
            (shape,) = shapes
            assert "strokeDash" not in shape
            assert shape["type"] == ("symbol" if is_lines else "rect")
        elif cell["observation_status_code"] in {"Q", "O"}:
            (shape,) = shapes
            extent = shape["height"] if is_lines else shape["width"]
            assert figure is None
            assert shape["type"] == "rect"
            assert shape["strokeDash"]
            assert extent >= 1  # pixels
            assert f"{cell['count_min']}–{cell['count_max']}" in value["text"]
        else:
            assert shapes == []
            assert value["text"] == ""
        assert ("*" in value["text"]) == (
            cell["placement_code"] == "uncertain" and cell["printed"] != "?"
        )


def test_every_table_has_a_chart(database: Path) -> None:
    assert sorted(read_charts(database, "nl")) == TABLES
    assert len(TABLES) == 21


@pytest.fixture(scope="module")
def all_charts(through_the_years: Path) -> dict[tuple[str, str, str], Chart]:
    """Return the charts of all publications by edition, table and language."""
    return {
        (one["edition_code"], table, language): chart
        for one in asked(through_the_years, "from main.dim_edition")
        for language in LANGUAGES
        for table, chart in read_charts(through_the_years, language, one["edition_code"]).items()
    }


def lying_down(charts: dict[tuple[str, str, str], Chart]) -> set[str]:
    """Return the tables of several years in a row whose years are bars, or panels of bars."""
    found = set()
    for (_, table, _), chart in charts.items():
        years = {str(cell["year"]) for cell in chart.cells}
        if len(years) > 1 and not (chart.is_lines and set(chart.labels) == years):
            found.add(table)
    return found


def test_two_years_are_never_bars_lying_down(
    all_charts: dict[tuple[str, str, str], Chart],
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert {len(chart.labels) for chart in all_charts.values() if chart.is_lines} >= {2, 5, 10}
    assert lying_down(all_charts) == set()
    monkeypatch.setattr(panels, "LINES_FROM", 3)
    charts = {("2022", table, "nl"): one for table, one in read_charts(database, "nl").items()}
    assert lying_down(charts) == {"cases_registered", "suspects_by_sex_and_age"}


# What the report's own headings have that no title of a chart may: a sign for a word, a beginning
# that stands elsewhere, "in general", two words at most (and years).
BAD_TITLE = re.compile(r" x |– en|algemeen|^\S+( \S+)?\W*$")


def test_a_title_reads_without_its_page(
    all_charts: dict[tuple[str, str, str], Chart], through_the_years: Path
) -> None:
    titles = {chart.title for chart in all_charts.values()}
    assert {one for one in titles if BAD_TITLE.search(YEAR.sub("", one))} == set()
    for printed in ("TOP 10 NATIONALITEITEN X SECTOR 2022", "UITSPRAAK, 2022", "AFHANDELING"):
        assert BAD_TITLE.search(YEAR.sub("", heading(printed)))
        assert title(printed) in titles
    # No chart of a publication can be taken for another of it.
    for edition, language in {(edition, language) for edition, _, language in all_charts}:
        told = Counter(
            chart.title
            for place, chart in all_charts.items()
            if (place[0], place[2]) == (edition, language)
        )
        assert [one for one, times in told.items() if times > 1] == []
    # Also where it is drawn alone.
    edition, half = "victims_monitor_2016", "victims_without_border"
    alone = read_charts(through_the_years, "nl", edition, half)[half]
    assert alone.title == all_charts[edition, half, "nl"].title


def test_every_title_is_that_of_a_table(through_the_years: Path) -> None:
    query = "select heading_nl as printed from dim_table union select heading_en from dim_table"
    known = {YEAR.sub("…", row["printed"]) for row in asked(through_the_years, query)}
    assert set(config()["titles"]) <= known


def test_a_panel_names_no_whole_beside_a_part(
    all_charts: dict[tuple[str, str, str], Chart],
) -> None:
    chart = all_charts["victims_monitor_2017", "border_only_characteristics", "nl"]
    assert chart.panels == ["EU vanaf 2004", "Volwassene (18+)", "Vrouw"]


@in_turn
def test_a_specification_is_vega_lite(specs: Specs, table: str, language: str) -> None:
    spec = specs[table, language]
    Root.validate(spec)
    text = json.dumps({name: value for name, value in spec.items() if name != "$schema"})
    assert "http" not in text
    assert '"url"' not in text


def test_what_is_not_vega_lite_is_noticed(specs: Specs) -> None:
    text = json.dumps(specs["cases_registered", "nl"])
    with pytest.raises(Exception, match=r"was expected|is not valid"):
        Root.validate(json.loads(text.replace('"type": "text"', '"type": "txt"')))


@in_turn
def test_a_chart_shows_the_cells_of_its_table(
    database: Path,
    specs: Specs,
    table: str,
    language: str,
) -> None:
    check(specs[table, language], printed(database, table))


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("victims_by_form", {"drawn": "printed", "figure": 0}),  # a hidden cell as zero
        ("reporter_by_form", {"drawn": "printed", "figure": 0}),
        ("origin_by_form", {"drawn": "printed", "figure": 2}),  # a hidden cell as a point
        ("victims_by_form", {"figure": 0}),  # the line runs through zero
        ("origin_by_form", {"drawn": "missing"}),  # a hidden cell as a gap
        ("reporter_by_form", {"count_min": 0, "count_max": 0}),
        ("victims_by_form", {"count": 3}),
        ("reporter_by_form", {"text": "3"}),
    ],
    ids=str,
)
def test_a_hidden_cell_drawn_otherwise_is_noticed(
    database: Path,
    specs: Specs,
    table: str,
    fault: dict[str, Any],
) -> None:
    spec = json.loads(json.dumps(specs[table, "nl"]))
    hidden = next(cell for cell in spec["data"]["values"] if cell["drawn"] in {"hidden", "unknown"})
    hidden.update(fault)
    with pytest.raises((AssertionError, ValueError)):
        check(spec, printed(database, table))


@every_chart
def test_words_are_in_the_chosen_language(
    database: Path,
    specs: Specs,
    table: str,
    language: str,
) -> None:
    spec = specs[table, language]
    cells = printed(database, table)
    labels = {
        value
        for cell in cells.values()
        for name, value in cell.items()
        if name.endswith(f"_label_{language}")
    }
    labels |= {str(cell["year"]) for cell in cells.values()}
    query = f"select label_{language} as name from meta.dimensions"
    names = [row["name"] for row in asked(database, query)]
    for value in spec["data"]["values"]:
        # A label such as "Unknown" also names its dimension where there are several.
        plain = value["label"]
        for name in names:
            plain = plain.removesuffix(f" ({name})")
        assert {value["label"], plain} & labels
    (about,) = asked(
        database,
        f"select heading_{language} as heading, counting_rule_{language} as rule, unit, page, "
        "citation from dim_table inner join dim_edition using (edition_code) where table_code = $1",
        table,
    )
    assert " ".join(spec["title"]["text"]) == title(about["heading"])
    unit = " ".join(spec["title"]["subtitle"]).split()[0].strip(",")
    assert about["rule"] in " ".join(spec["title"]["subtitle"])
    assert unit == unit_names()[about["unit"]][language].capitalize()
    foot = [
        line["text"]
        for layer in spec["vconcat"][1]["layer"]
        for line in layer["data"]["values"]
        if "text" in line
    ]
    source = " ".join(foot[-1:])
    assert source.startswith({"nl": "Bron: ", "en": "Source: "}[language])
    page = {"nl": "pagina", "en": "page"}[language]
    assert source.endswith(f"{about['citation']}, {page} {about['page']}.")
    to = {"nl": "tot", "en": "to"}[language]
    for status, words in LEGEND.items():
        bounds = {
            (cell["count_min"], cell["count_max"])
            for cell in cells.values()
            if cell["observation_status_code"] == status
        }
        told = {f"{words[language]}: {low} {to} {high}" for low, high in bounds}
        if status == "O":  # its cells have bounds of their own
            told = {words[language]} if bounds else set()
        assert {line for line in foot if line.startswith(words[language])} == told
    decimal = {"nl": ",", "en": "."}[language]
    assert spec["config"]["locale"]["number"]["decimal"] == decimal


@every_chart
def test_colours_are_safe(specs: Specs, table: str, language: str) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", json.dumps(specs[table, language])))
    assert "#0072B2" in used
    assert {colour for colour in used - OKABE_ITO if not GREY.fullmatch(colour)} == set()


def test_nothing_is_stacked(specs: Specs) -> None:
    for chart in CHARTS:
        spec = specs[chart]
        for panel in spec["vconcat"][0]["concat"]:
            for layer in panel["layer"]:
                if layer["mark"]["type"] == "bar":
                    assert {"x2", "y2"} & set(layer["encoding"])


def test_numbers_are_written_in_the_language() -> None:
    assert [number(1372, "count", language) for language in ("nl", "en")] == ["1.372", "1,372"]
    assert [number(0.125, "share", language) for language in ("nl", "en")] == ["12,5%", "12.5%"]


def test_a_cell_that_is_not_printed_is_a_gap(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "update fact_victims set printed = '', count = null, count_min = null, "
            "count_max = null, observation_status_code = 'L' "
            "where table_code in ('victims_by_sex', 'sex_by_form') "
            "and sex_code = 'F' and year in (2020, 2022)"
        )
        store(connection)
    for table, gaps in (("victims_by_sex", 2), ("sex_by_form", 5)):
        spec = specification(copy, table)
        cells = printed(copy, table)
        statuses = [cell["observation_status_code"] for cell in cells.values()]
        assert statuses.count("L") == gaps
        check(spec, cells)
        foot = json.dumps(spec["vconcat"][1], ensure_ascii=False)
        assert config()["words"]["nl"]["missing"] in foot


def test_a_share_of_unknown_place_is_a_gap_that_says_so(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    copy.write_bytes(database.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "update fact_victims set printed = '?', share = null, observation_status_code = 'O', "
            "placement_code = 'uncertain', competing_cells = 2 "
            "where table_code = 'minors_by_form' and form_code = 'AU'"
        )
        store(connection)
    spec = specification(copy, "minors_by_form")
    (unknown,) = (cell for cell in spec["data"]["values"] if cell["drawn"] == "undrawn")
    assert unknown["text"] == ""
    assert unknown["description"] not in {item.get("description") for item in marks(spec)}
    assert "leeg: afgedrukt, maar plaats onbekend" in json.dumps(spec["vconcat"][1])


def test_an_earlier_edition_is_drawn_as_it_was(specs: Specs, two: Path) -> None:
    for table in ("victims_by_form", "verdicts_by_form"):
        assert specification(two, table, "en", "2022") == specs[table, "en"]
        newest = specification(two, table, "en")
        assert newest["data"] != specs[table, "en"]["data"]
        assert "every figure of this edition is invented, page" in json.dumps(newest)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("victims_by_shape", 'has no table "victims_by_shape"'),
        ("suspects_tried_by_age", 'prints no figures in table "suspects_tried_by_age"'),
    ],
)
def test_a_table_that_cannot_be_drawn(database: Path, table: str, message: str) -> None:
    with pytest.raises(WarehouseError, match=message):
        specification(database, table)


def test_a_language_that_is_not_there(database: Path) -> None:
    with pytest.raises(WarehouseError, match='no language "fr"; there is nl, en'):
        read_charts(database, "fr")


@pytest.mark.thorough
def test_two_runs_write_the_same_bytes(database: Path, specs: Specs, tmp_path: Path) -> None:
    """A table in every format, drawn by a run of Python of its own and by that of the tests."""
    starts = {"svg": b"<svg", "png": b"\x89PNG", "html": b"<!DOCTYPE html>", "json": b"{"}
    code = (
        "import sys\n"
        "from warehouse.cli.main import cli\n"
        "table, database, *files = sys.argv[1:]\n"
        "for file in files:\n"
        "    words = ['plot', table, '-o', file, '--database', database]\n"
        "    cli(words, standalone_mode=False)\n"
    )
    files = [tmp_path / f"chart.{suffix}" for suffix in starts]
    words = ["reporter_by_form", str(database), *map(str, files)]
    subprocess.run(
        [sys.executable, "-c", code, *words],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "1"},
    )
    for file, (suffix, start) in zip(files, starts.items(), strict=True):
        made = file.read_bytes()
        assert made.startswith(start)
        assert made == draw(specs["reporter_by_form", "nl"], suffix)


def test_a_page_refers_to_nothing_outside(specs: Specs) -> None:
    page = draw(specs["victims_by_form", "nl"], "html").decode()
    assert references(page) == []
    assert "vegaEmbed" in page
    assert json.dumps("Bron: ", ensure_ascii=False)[1:-1] in page
    assert references('<script src="https://cdn.example/vega.js"></script>') != []
    assert references("<script>import x from 'https://cdn.example/x.js'</script>") != []


def references(page: str) -> list[str]:
    """Return what a page would load: attributes of its tags, imports of its scripts."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value or "" for name, value in attrs if name in {"src", "href"})

    Reader().feed(page)
    return found + re.findall(r"""(?:from|import)\s*\(?["'](https?:[^"']+)""", page)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["victims_by_form"], "give a TABLE and --output FILE, or --all FOLDER"),
        (["victims_by_form", "--all", "x"], "give a TABLE and --output FILE, or --all FOLDER"),
        ([], "give a TABLE and --output FILE, or --all FOLDER"),
        (["victims_by_form", "-o", "x.pdf"], 'cannot draw "pdf"; name a file svg, png, html, json'),
        (
            ["victims_by_form", "-o", "no/x.svg"],
            "/no; make it, or check the path",
        ),
        (["victims_by_form", "-o", "x.svg", "--edition", "1999"], 'no edition "1999"'),
    ],
)
def test_a_mistake_is_told(
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["plot", *arguments, "--database", str(database)])
    assert result.exit_code != 0
    assert message in f"{result.output} {result.exception}"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_named(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    output = str(tmp_path / "x.svg")
    arguments = ["plot", "victims_by_form", "-o", output, "--database", str(database)]
    result = CliRunner().invoke(cli, arguments)
    assert isinstance(result.exception, WarehouseError)
    assert "pip install 'warehouse-mensenhandel[plot]'" in str(result.exception)


def test_the_gallery_is_what_the_command_draws(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gallery"
    result = CliRunner().invoke(
        cli, ["plot", "--all", str(folder), "--edition", "2022", "--database", str(database)]
    )
    assert result.exit_code == 0, result.output
    drawn = {path.name: path.read_bytes() for path in folder.iterdir()}
    shown = {path.name: path.read_bytes() for path in GALLERY.iterdir()}
    assert sorted(drawn) == [f"{table}.svg" for table in TABLES]
    assert [name for name in drawn if drawn[name] != shown.get(name)] == []
    assert sorted(shown) == sorted(drawn)


def test_the_gallery_shows_every_table_in_printed_order(database: Path) -> None:
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    shown = re.findall(r"^!\[(.+)\]\(images/gallery/(\w+)\.svg\)$", page, re.MULTILINE)
    tables = [(chart.title, table) for table, chart in read_charts(database, "en").items()]
    assert shown == tables
