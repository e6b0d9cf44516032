"""A text without its drawing: a header confirms a table, and only sums place what floats."""

from pathlib import Path

import pytest

from benchmarks.drawn_text import chance, layer
from tests.cases import first
from warehouse.edition.files import Edition, Table, read_edition
from warehouse.report.header import confirmed
from warehouse.report.known import Placed
from warehouse.report.place import place
from warehouse.report.rules import broken, comparisons, shares
from warehouse.report.textlayer import regions
from warehouse.report.textrow import glues_neighbours

YEARS = ["2021", "2022"]
FORMS = ["BI-SU", "ISU", "AU", "Onbekend/organen"]

# The lines in front of the rows, the columns, and what is said; None: it is not the header.
HEADERS: dict[str, tuple[list[str], list[str], list[str] | None]] = {
    "on one line": (["2021 2022"], YEARS, []),
    "over lines": (["2021", "2022", "", "Cijfers per jaar"], YEARS, []),
    "behind running text": (["In 2020 en 2021 was het", "2021 2022"], YEARS, []),
    "other years": (["2020 2021"], YEARS, None),
    "exchanged": (["2022 2021"], YEARS, None),
    "one more in front": (["2020 2021 2022"], YEARS, None),
    "one more behind": (["2021 2022 2023"], YEARS, None),
    "one more between": (["2021 Nieuw 2022"], YEARS, None),
    "of another table": (["2021 2022", "", "2021 Nieuw 2022"], YEARS, None),
    "words over lines": (["BI-SU ISU AU Onbekend/", "organen"], FORMS, []),
    "a word misprinted": (
        ["BL-SU ISU AU Onbekend"],
        FORMS,
        [
            'the column "BI-SU" is printed "BL-SU"',
            'the column "Onbekend/organen" is printed "Onbekend"',
        ],
    ),
    "words exchanged": (["ISU BI-SU AU Onbekend"], FORMS, None),
    "groups": (
        ["Jong Oud Jong", "Oud", "", "Man Vrouw"],
        ["Man / Jong", "Man / Oud", "Vrouw / Jong", "Vrouw / Oud"],
        [],
    ),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_is_all_columns_in_their_order(name: str) -> None:
    lines, wanted, said = HEADERS[name]
    assert confirmed(lines, wanted, is_before=True) == said


def table(code: str, rows: list[str], figures: list[list[str]]) -> Table:
    """Return a table of sexes and two years, with its figures."""
    meta = {
        "heading_nl": code,
        "measure": "count",
        "suppression": {"label": "<5", "min": "0", "max": "4"},
        "rows": {"dimensions": ["sex"], "labels": {row: f"soort {row}" for row in rows}},
        "columns": {"dimensions": ["year"], "labels": {year: year for year in YEARS}},
    }
    lines = [["sex", *YEARS], *([row, *own] for row, own in zip(rows, figures, strict=True))]
    return Table(code, meta, lines)


def rule(name: str, left: str, right: str) -> dict[str, object]:
    sides = {"left": [{"table": left}], "right": [{"table": right}]}
    return {"rule": name, "kind": "partition", "by": ["year"], **sides}


NONE = [["", ""], ["", ""]]
EDITION = Edition(
    "2022",
    {},
    {},
    [table("one", ["F", "M"], NONE), table("two", ["X", "Y"], NONE)],
    {"rules": [rule("same", "one", "two"), rule("again", "one", "two")]},
)
TWO = "two\n2021 2022\nsoort X 10 20\nsoort Y 30 40\n"


def placed(one: str, two: str = TWO, edition: Edition = EDITION) -> dict[tuple[str, str], Placed]:
    found = regions(f"one\n2021 2022\n{one}\nZin.\n\n{two}", edition.tables)
    fillings, _ = place(found, comparisons(edition), shares(edition))
    cells = {filling.code: filling.cells for filling in fillings}
    return cells.get("one", {})


def test_a_complete_row_of_figures_is_printed() -> None:
    cells = placed("soort F 11 22\nsoort M 29 38")
    assert [one.text for one in cells.values()] == ["11", "22", "29", "38"]
    assert {one.placement for one in cells.values()} == {"printed"}


def test_what_two_rules_tell_is_deduced_what_one_tells_is_not() -> None:
    """The rules are of 2021 only, when 38 stands there; a misprint may make one of them wrong."""
    rules = [rule(name, "one", "two") for name in ("same", "again")]
    for one in rules:
        one["right"] = [{"table": "two", "year": "2021"}]
    text = "soort F 2 24\nsoort M 36\n38"
    for count, kind in ((2, "deduced"), (1, "uncertain"), (0, "uncertain")):
        edition = Edition("2022", {}, {}, EDITION.tables, {"rules": rules[:count]})
        cells = placed(text, edition=edition)
        assert {cells["M", year].placement for year in YEARS} == {kind}
        if kind == "deduced":
            assert [cells["M", year].text for year in YEARS] == ["38", "36"]
        else:
            assert {cells["M", year].competing for year in YEARS} == {("36", "38")}


def test_what_competes_holds_the_truth() -> None:
    cells = placed("soort F\nsoort M\n11\n<5\n29\n<5", two="")
    assert {one.placement for one in cells.values()} == {"uncertain"}
    assert all(set(one.competing) == {"11", "29", "<5"} for one in cells.values())


INSIDE = ["soort X <5<5 7", "soort Y 4 <5<5 <5"]
# The lines of a text; whether it leaves no space between neighbours, so that a glue says nothing.
GLUED: dict[str, tuple[list[str], bool]] = {
    "inside two rows": (INSIDE, True),
    "inside one row": (INSIDE[:1], False),
    "only behind rows, as one that was drawn last": (["soort X 7 <5<5", "soort Y 4 <5<5"], False),
    "behind a figure as well": ([*INSIDE, "soort Z 4 12<5"], False),
    "behind an asterisk as well": ([*INSIDE, "soort Z 4 162*<5"], False),
    "behind a percentage as well": ([*INSIDE, "soort Z 12%<5"], False),
    "nowhere": (["soort X 7 <5 <5"], False),
}


@pytest.mark.parametrize("name", GLUED)
def test_a_glued_figure_may_have_moved_unless_the_text_glues_neighbours(name: str) -> None:
    lines, is_narrow = GLUED[name]
    assert glues_neighbours(lines) == is_narrow
    text = "\n".join(["one", "2021 2022", "soort F <5<5", "soort M 3 4", "Zin.", "", *lines])
    (region,) = regions(text, EDITION.tables[:1])
    assert region.rows[0].is_glued
    assert region.is_narrow == is_narrow


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soort F 1 2 3\nsoort M 3 4", "1 figures more than cells"),
        ("soort F 1 2\nsoort M 3", "row M has 1 figures for 2 cells"),
    ],
)
def test_a_table_that_does_not_add_up_is_not_filled(text: str, said: str) -> None:
    found = regions(f"one\n2021 2022\n{text}\nZin.\n", EDITION.tables[:1])
    _, told = place(found, [])
    assert any(said in one for one in told)


@pytest.fixture(scope="module")
def truth(known_seeds: Path) -> Edition:
    return read_edition(known_seeds, "2022")


@pytest.mark.parametrize("number", first(4, range(12)))
def test_every_change_of_the_layout_is_noticed(truth: Edition, number: int) -> None:
    drawn = layer(truth, chance(number), changes=3)
    assert drawn.changed
    found = {
        seed.code: region for region in regions(drawn.text, truth.tables) for seed in region.tables
    }
    for code in drawn.changed:
        region = found.get(code)
        assert region is None or region.said or region.missing < 0, drawn.changed[code]


def test_the_rules_that_an_edition_broke_are_known(truth: Edition) -> None:
    assert broken(truth) == {
        "nationality_form_is_origin_form",
        "nationality_forms_within_nationality",
        "one_form_unknown_within_every_form",
        "sex_work_sectors_within_forms",
    }
