"""A drawn edition is read into its empty seeds: nothing wrong, nothing lost in silence."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from benchmarks.drawn import Drawn, draw, draw_bars, tables_of
from benchmarks.drawn_text import chance, layer
from tests.cases import first
from warehouse.build.load import find_faults
from warehouse.edition.begin import new_edition
from warehouse.edition.files import Edition, Table, read_edition, write_files
from warehouse.faults import InputRefused, WarehouseError
from warehouse.report.reading import Reading, read_pdf, read_text
from warehouse.report.review import write_review

CODE = "2022"
Draw = Callable[[Path, Sequence[Drawn]], Path]
Key = tuple[str, str, str]


def cells(edition: Edition) -> dict[Key, str]:
    return {
        (table.code, line[0], column): text
        for table in edition.tables
        for line in table.lines[1:]
        for column, text in zip(table.lines[0][1:], line[1:], strict=True)
    }


def emptied(edition: Edition) -> Edition:
    """Return an edition as `new-edition` makes it: no figure, no page, no placement."""
    tables = [
        Table(
            table.code,
            {k: v for k, v in table.meta.items() if k != "placements"} | {"page": ""},
            [table.lines[0], *([line[0], *("" for _ in line[1:])] for line in table.lines[1:])]
            if table.lines
            else [],
        )
        for table in edition.tables
    ]
    return Edition(
        edition.code, edition.fields, edition.sections, tables, edition.rules, edition.populations
    )


@pytest.fixture(scope="module")
def truth(known_seeds: Path) -> Edition:
    return read_edition(known_seeds, CODE)


@pytest.fixture
def empty(seeds: Path, truth: Edition) -> Path:
    """Return seeds whose edition has no figures yet."""
    for name in ("claims.yml", "corrections.csv"):
        (seeds / CODE / name).unlink()
    write_files(seeds / CODE, emptied(truth).files())
    return seeds


def with_figures_of(old: Edition, new: Edition) -> Edition:
    """Return a new edition with the figures of an old one, each a year later."""
    tables = [
        Table(
            after.code,
            after.meta,
            [
                [*line[:1], *figures[1:]] if number else line
                for number, (line, figures) in enumerate(
                    zip(after.lines, before.lines, strict=True)
                )
            ],
        )
        for before, after in zip(old.tables, new.tables, strict=True)
    ]
    return Edition(new.code, new.fields, new.sections, tables, new.rules, new.populations)


def printed(truth: Edition) -> dict[Key, str]:
    return {key: "<5" if text == "?" else text for key, text in cells(truth).items()}


def wrong(reading: Reading, truth: Edition) -> list[tuple[Key, str]]:
    wanted = printed(truth)
    got = cells(reading.edition)
    return [(key, got[key]) for key in wanted if got[key] not in ("", wanted[key])]


@pytest.mark.parametrize("program", first(1, [draw, draw_bars]), ids=["tables", "bars"])
def test_an_edition_that_two_programs_drew_is_read(
    empty: Path, truth: Edition, tmp_path: Path, program: Draw
) -> None:
    path = program(tmp_path / "report.pdf", tables_of(truth))
    reading = read_pdf(path, empty, CODE)
    assert wrong(reading, truth) == []
    assert reading.said == []
    read = read_edition(empty, CODE)
    assert cells(read) == cells(reading.edition)
    filled, count = read.filled()
    assert filled >= 0.95 * count
    pages = [int(table.meta["page"]) for table in read.tables if table.meta["page"]]
    assert len(set(pages)) == len(pages) >= 18
    assert not any(table.meta.get("placements") for table in read.tables)


def some(truth: Edition, *codes: str) -> list[Drawn]:
    chosen = [table for table in truth.tables if table.code in codes]
    return tables_of(Edition(CODE, {}, {}, chosen))


def test_a_filled_cell_is_never_overwritten(empty: Path, truth: Edition, tmp_path: Path) -> None:
    path = draw(tmp_path / "report.pdf", some(truth, "victims_by_sex"))
    file = empty / CODE / "victims_by_sex.csv"
    rows = file.read_text("utf-8")
    mine = rows.replace("F,,", "F,7,")
    assert mine != rows
    file.write_text(mine, "utf-8")
    with pytest.raises(InputRefused) as refused:
        read_pdf(path, empty, CODE)
    (fault,) = refused.value.faults
    line = next(n for n, row in enumerate(mine.splitlines(), 1) if row.startswith("F,7,"))
    assert (fault.file, fault.line, fault.column, fault.value) == (
        f"seeds/{CODE}/victims_by_sex.csv",
        line,
        "2018",
        "7",
    )
    assert file.read_text("utf-8") == mine
    reading = read_pdf(path, empty, CODE, replace=True)
    assert any('found "7"' in text for text in reading.said)
    assert cells(read_edition(empty, CODE))["victims_by_sex", "F", "2018"] == "491"


def swap_columns(one: Drawn) -> None:
    one.columns = [one.columns[1], one.columns[0], *one.columns[2:]]
    one.rows = [(label, [own[1], own[0], *own[2:]]) for label, own in one.rows]


def add_column(one: Drawn) -> None:
    one.columns = [*one.columns[:2], "Nieuw", *one.columns[2:]]
    one.rows = [(label, [*own[:2], "77", *own[2:]]) for label, own in one.rows]


def drop_column(one: Drawn) -> None:
    one.columns = one.columns[1:]
    one.rows = [(label, own[1:]) for label, own in one.rows]


def add_row(one: Drawn) -> None:
    one.rows = [one.rows[0], ("Heel nieuw", ["77"] * len(one.columns)), *one.rows[1:]]


def drop_row(one: Drawn) -> None:
    one.rows = one.rows[1:]


def move_rows(one: Drawn) -> None:
    one.rows = list(reversed(one.rows))


CHANGES = [swap_columns, add_column, drop_column, add_row, drop_row, move_rows]


@pytest.mark.parametrize("change", first(2, CHANGES), ids=lambda change: change.__name__)
@pytest.mark.parametrize(
    "code", first(1, ["victims_by_age", "origin_by_form", "verdicts_by_outcome"])
)
def test_a_changed_layout_is_noticed_and_fills_nothing_wrong(
    empty: Path, truth: Edition, tmp_path: Path, code: str, change: Callable[[Drawn], None]
) -> None:
    (changed,) = some(truth, code)
    change(changed)
    drawn = [changed, *some(truth, "victims_by_sex")]
    reading = read_pdf(draw(tmp_path / "report.pdf", drawn), empty, CODE)
    assert wrong(reading, truth) == []
    said = {filling.code: filling.said for filling in reading.fillings}
    if "row" in change.__name__:
        assert said[code]
    else:
        assert code not in said


def size(one: Drawn) -> int:
    return len(one.rows) * len(one.columns)


@pytest.mark.parametrize(
    "codes",
    [
        ("cases_settled_by_outcome", "verdicts_by_outcome"),
        ("criminal_exploitation_by_age", "victims_by_age"),
    ],
)
@pytest.mark.parametrize("relabel", first(1, [True, False]))
def test_two_tables_that_changed_places_are_told_by_what_they_say(
    empty: Path, truth: Edition, tmp_path: Path, codes: tuple[str, str], relabel: bool
) -> None:
    first, second = some(truth, *codes)
    first.caption, second.caption = second.caption, first.caption
    if relabel:  # now one label of the second is one of the first
        *rows, (_, own) = second.rows
        second.rows = [*rows, (first.rows[-1][0], own)]
    reading = read_pdf(draw(tmp_path / "report.pdf", [first, second]), empty, CODE)
    assert wrong(reading, truth) == []
    assert reading.filled >= (0 if relabel else sum(map(size, (first, second))))


def test_a_figure_that_no_table_has_is_listed(empty: Path, truth: Edition, tmp_path: Path) -> None:
    drawn = some(truth, "victims_by_sex")
    drawn[0].prose = ["4711"]
    reading = read_pdf(draw(tmp_path / "report.pdf", drawn), empty, CODE)
    assert reading.accounted is not None
    assert [one.text for one in reading.accounted.listed] == ["4711"]


def test_a_new_table_is_proposed_and_refused_until_it_is_named(
    empty: Path, truth: Edition, tmp_path: Path
) -> None:
    new = Drawn("Tabel 9 Iets nieuws", ["2021", "2022"], [("Politie", "12"), ("Brandweer", "34")])
    path = draw(tmp_path / "report.pdf", [*some(truth, "victims_by_sex"), new])
    reading = read_pdf(path, empty, CODE)
    assert [seed.code for seed in reading.proposed] == ["tabel_9"]
    assert (empty / CODE / "tabel_9.csv").read_text("utf-8") == (
        "reporter,2021,2022\nPOLICE,1,2\nname_me_2,3,4\n"
    )
    faults = [one for one in find_faults(empty) if one.file == f"seeds/{CODE}/tabel_9.yml"]
    assert faults
    assert all(fault.line for fault in faults)


def test_a_new_row_is_told_as_the_csv_would_have_it(
    empty: Path, truth: Edition, tmp_path: Path
) -> None:
    (drawn,) = some(truth, "victims_by_sex")
    drawn.rows = [*drawn.rows, ("Heel nieuw", ["77"] * 5), ("Totaal", ["1.111"] * 5)]
    reading = read_pdf(draw(tmp_path / "report.pdf", [drawn]), empty, CODE)
    (filling,) = reading.fillings
    assert filling.said == [
        'new row: "Heel nieuw": name_me,77,77,77,77,77',
        'new row: "Totaal": _T,1111,1111,1111,1111,1111',
    ]
    rows = {row for table, row, _ in cells(read_edition(empty, CODE)) if table == "victims_by_sex"}
    assert rows == {row for row, _ in filling.cells}


@pytest.mark.parametrize("is_known", [True, False])
def test_a_table_with_other_rows_is_told_from_a_new_one(
    empty: Path, truth: Edition, tmp_path: Path, is_known: bool
) -> None:
    (drawn,) = some(truth, "victims_by_origin")
    drawn.rows = [(label, ["12"] * 5) for label in ("EU", "Oceanië", "Nederland", "Staatloos")]
    if not is_known:
        drawn.caption = "Zaken per regio"
    drawn.caption = f"Tabel 9 {drawn.caption}"
    path = draw(tmp_path / "report.pdf", [drawn, *some(truth, "victims_by_sex")])
    reading = read_pdf(path, empty, CODE)
    assert [seed.code for seed in reading.proposed] == ["tabel_9"]
    assert reading.instead == ({"tabel_9": "victims_by_origin"} if is_known else {})


def test_another_report_or_other_years_are_refused(
    empty: Path, truth: Edition, tmp_path: Path
) -> None:
    before = {path.name: path.read_bytes() for path in (empty / CODE).iterdir()}
    drawn = some(truth, "victims_by_sex")
    drawn[0].columns = ["2001", "2002", "2003", "2004", "2005"]
    path = draw(tmp_path / "report.pdf", drawn)
    with pytest.raises(WarehouseError, match=r"no table of edition 2022 .* print 2001 to 2005"):
        read_pdf(path, empty, CODE)
    assert {path.name: path.read_bytes() for path in (empty / CODE).iterdir()} == before


def test_a_text_is_read_and_what_floats_is_proved(seeds: Path, tmp_path: Path) -> None:
    old = read_edition(seeds, CODE)
    new = new_edition(seeds, "2023")
    drawn = layer(with_figures_of(old, new), chance(4), changes=0, floating=(5, 5))
    path = tmp_path / "report.txt"
    path.write_text(drawn.text, "utf-8")
    reading = read_text(path, seeds, "2023")
    kinds = {"printed": 0, "deduced": 0, "uncertain": 0}
    for filling in reading.fillings:
        for (row, column), placed in filling.cells.items():
            wanted = drawn.cells[filling.code, row, column]
            kinds[placed.placement] += 1
            if placed.placement == "uncertain":
                assert wanted in placed.competing
            else:
                assert placed.text == wanted
    assert kinds["printed"] > 350
    assert kinds["deduced"] > 0
    noted = [note for table in reading.edition.tables for note in table.meta.get("placements", [])]
    assert {note["placement"] for note in noted} == {"deduced", "uncertain"}
    refused = {(one.file, one.rule) for one in find_faults(seeds) if "placement" in str(one)}
    assert refused == set()
    target = tmp_path / "review.html"
    write_review(reading, path, target)
    assert 'class="deduced"' in target.read_text("utf-8")


def test_the_review_shows_each_table_beside_its_page(
    empty: Path, truth: Edition, tmp_path: Path
) -> None:
    path = draw(tmp_path / "report.pdf", some(truth, "victims_by_sex", "victims_by_age"))
    reading = read_pdf(path, empty, CODE)
    target = tmp_path / "review.html"
    write_review(reading, path, target)
    html = target.read_text("utf-8")
    assert html.count("data:image/png;base64,") == 2
    assert "http" not in html.replace('http-equiv="Content', "")
    assert all(f'<td class="printed">{text}</td>' in html for text in ("491", "137"))
