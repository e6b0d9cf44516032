"""A layout takes a printed table by columns, rows and heading together, and nothing by guess."""

from typing import Any

import pytest

from warehouse.edition.files import Edition, Table
from warehouse.report.grid import Cell, Column, Row
from warehouse.report.grid import Table as Printed
from warehouse.report.known import recognise, seeded
from warehouse.report.rules import Comparison
from warehouse.report.said import statements

YEARS = ["2021", "2022"]


def layout(code: str, heading: str, rows: dict[str, str], measure: str = "count") -> Table:
    meta = {
        "heading_nl": heading,
        "measure": measure,
        "rows": {"dimensions": ["sex"], "labels": rows},
        "columns": {"dimensions": ["year"], "labels": {year: year for year in YEARS}},
    }
    return Table(code, meta, [["sex", *YEARS], *([row, "", ""] for row in rows)])


def printed(page: int, title: str, rows: dict[str, tuple[str, str]], note: str = "") -> Printed:
    def cell(text: str) -> Cell:
        return Cell(text, page, (0.0, 0.0, 1.0, 1.0))

    made = [Row(label, tuple(map(cell, own)), page, 0.0) for label, own in rows.items()]
    columns = [Column(year, note, 0.0, 1.0) for year in YEARS]
    return Printed(columns, made, [(page, 0.0, 0.0, 1.0, 1.0)], title=title)


SEXES = {"F": "Vrouw", "M": "Man", "_U": "Onbekend"}
BY_SEX = layout("by_sex", "Slachtoffers naar geslacht", SEXES)
TOTAL = layout("total", "Slachtoffers naar geslacht", {"_T": "Totaal"})
SIZE = layout("size", "Slachtoffers naar geslacht", {"_T": "n", "F": "Vrouw"})
REPORTERS = layout("by_reporter", "Melders", {"P": "Politie", "_O": "Overige melders"})
DAYS = layout("days", "Duur van straffen", {"_T": "Duur"}, "days")
CASES = layout("cases", "Duur van straffen", {"_T": "Duur"})
WHOLE = {"Vrouw": ("5", "6"), "Man": ("7", "8"), "Onbekend": ("1", "2")}
OTHER = {"Vrouw": ("9", "9"), "Man": ("9", "9"), "Totaal": ("18", "18")}

# What is printed, the layouts, and which cells each fills in.
RECOGNISED: dict[str, tuple[list[Printed], list[Table], dict[str, dict[tuple[str, str], str]]]] = {
    "a total beside its rows": (
        [printed(1, "Slachtoffers naar geslacht", WHOLE | {"Totaal": ("13", "16")})],
        [layout("by_sex", "Slachtoffers naar geslacht", {"F": "Vrouw", "M": "Man"}), TOTAL],
        {
            "by_sex": {("F", "2021"): "5", ("F", "2022"): "6", ("M", "2021"): "7"}
            | {("M", "2022"): "8"},
            "total": {("_T", "2021"): "13", ("_T", "2022"): "16"},
        },
    ),
    "a total of another table": ([printed(1, "Verdachten per regio", OTHER)], [TOTAL], {}),
    "fewer rows under another heading": (
        [printed(1, "Verdachten per regio", {"Vrouw": ("9", "9"), "Man": ("9", "9")})],
        [BY_SEX],
        {},
    ),
    "all rows under another heading": (
        [printed(1, "Verdachten per regio", {"Totaal": ("9", "9"), "Duur": ("9", "9")})],
        [layout("two", "Slachtoffers naar geslacht", {"_T": "Totaal", "_U": "Duur"})],
        {
            "two": {("_T", "2021"): "9", ("_T", "2022"): "9", ("_U", "2021"): "9"}
            | {("_U", "2022"): "9"}
        },
    ),
    "most rows on one page, the heading on another": (
        [
            printed(1, "Slachtoffers naar geslacht en regio", WHOLE),
            printed(2, "Slachtoffers naar geslacht", {"Vrouw": ("9", "9"), "Man": ("9", "9")}),
        ],
        [layout("by_sex", "Slachtoffers naar geslacht", SEXES | {"_T": "Totaal"})],
        {},
    ),
    "what the header counts": (
        [printed(1, "Slachtoffers naar geslacht", {"Vrouw": ("5", "6")}, note="1.117")],
        [SIZE],
        {
            "size": {("_T", "2021"): "1117", ("_T", "2022"): "1117", ("F", "2021"): "5"}
            | {("F", "2022"): "6"}
        },
    ),
    "the rest beside a new row": (
        [printed(1, "Melders", {"Politie": ("5", "6"), "Fairwork": ("7", "8")} | {
            "Overige melders": ("1", "2")
        })],
        [REPORTERS],
        {"by_reporter": {("P", "2021"): "5", ("P", "2022"): "6"}},
    ),
    "a decimal among counts": (
        [printed(1, "Slachtoffers naar geslacht", WHOLE | {"Man": ("1,507", "8")})],
        [BY_SEX],
        {
            "by_sex": {("F", "2021"): "5", ("F", "2022"): "6", ("M", "2022"): "8"}
            | {("_U", "2021"): "1", ("_U", "2022"): "2"}
        },
    ),
    "a mean and how many it is of": (
        [printed(1, "Duur van straffen", {"Duur": ("300", "310"), "Duur (n)": ("20", "21")})],
        [DAYS, CASES],
        {
            "days": {("_T", "2021"): "300", ("_T", "2022"): "310"},
            "cases": {("_T", "2021"): "20", ("_T", "2022"): "21"},
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RECOGNISED)
def test_a_layout_takes_only_what_is_its_own(name: str) -> None:
    found, seeds, wanted = RECOGNISED[name]
    fillings, _ = recognise(found, seeds)
    assert {
        filling.code: {place: one.text for place, one in filling.cells.items()}
        for filling in fillings
    } == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1.117", "1117"),
        ("25,1", "25.1"),
        ("4 (75)", "4 (75)"),
        ("4’(44)", "4' (44)"),
        ("< 5", "<5"),
        ("–", ":"),
    ],
)
def test_a_figure_is_written_as_seeds_have_it(text: str, wanted: str) -> None:
    assert seeded(text) == wanted


EDITION = Edition("2022", {}, {}, [BY_SEX])
WOMEN, MEN = ({"table": "by_sex", "sex": sex, "year": "2022"} for sex in ("F", "M"))
F, M = ("by_sex", "F", "2022"), ("by_sex", "M", "2022")

# What a claim says beside its name, and the sums that it states as (terms, low, high).
CLAIMS: dict[str, tuple[dict[str, Any], list[tuple[dict[Any, int], int | None, int | None]]]] = {
    "a number": (
        {"kind": "count", "value": "6", "rounding": "exact", "of": [WOMEN]},
        [({F: 1}, 6, 6)],
    ),
    "less than": (
        {"kind": "count", "value": "5", "rounding": "less_than", "of": [WOMEN]},
        [({F: 1}, None, 4)],
    ),
    "the first": (
        {"kind": "rank", "value": "1", "rounding": "exact", "rank_from": "highest", "of": [WOMEN]}
        | {"against": [{"of": [MEN]}]},
        [({F: 1, M: -1}, 1, None)],
    ),
    "a fall": (
        {"kind": "trend", "value": "0", "rounding": "less_than", "of": [WOMEN]}
        | {"against": [{"of": [MEN]}]},
        [({F: 1, M: -1}, None, -1)],
    ),
    "a whole percent": (
        {"kind": "share", "value": "37", "rounding": "whole", "of": [WOMEN], "per": [MEN]},
        [({F: 200, M: -73}, 0, None), ({F: 200, M: -75}, None, 0)],
    ),
    "about half": (
        {"kind": "share", "value": "50", "rounding": "about", "of": [WOMEN], "per": [MEN]},
        [],
    ),
    "a fall of shares": (
        {"kind": "trend", "value": "0", "rounding": "less_than", "of": [WOMEN], "per": [MEN]}
        | {"against": [{"of": [MEN], "per": [MEN]}]},
        [],
    ),
    "what no table tells": ({"kind": "count", "value": "6", "rounding": "exact"}, []),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_sentence_states_what_it_says_in_so_many_words(name: str) -> None:
    claim, wanted = CLAIMS[name]
    made = statements(EDITION, {"claims": [{"claim": "it", **claim}]})
    assert all(isinstance(one, Comparison) for one in made)
    assert [(dict(one.terms), one.low, one.high) for one in made] == wanted
