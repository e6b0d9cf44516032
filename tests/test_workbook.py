"""The workbook holds the same as the folder, refuses mistakes while typing, and is read safely."""

import datetime
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from tests.cases import first
from tests.editions import INVENTED, few_tables
from warehouse.edition import import_book as module
from warehouse.edition.begin import new_edition
from warehouse.edition.files import Edition, Table, read_edition, write_files
from warehouse.edition.import_book import import_book
from warehouse.edition.workbook import rule, write_book
from warehouse.excel import sheet_title
from warehouse.faults import InputRefused, WarehouseError

Spoil = Callable[[Any], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with seeds and the empty workbook of 2023, made once.

    It has the tables that the tests name: to read all 24 sheets takes three times as long.
    """
    folder = tmp_path_factory.mktemp("made")
    named = ("victims_by_age", "sex_by_form", "origin_by_form", "suspects_tried_by_age")
    few_tables(folder / "seeds", *named)
    new_edition(folder / "seeds", "2023", book=folder / "2023.xlsx")
    return folder


@pytest.fixture
def book(made: Path, seeds: Path) -> Path:
    """Return a copy of that workbook; its folder is among the seeds."""
    shutil.copytree(made / "seeds" / "2023", seeds / "2023")
    return Path(shutil.copy(made / "2023.xlsx", seeds.parent))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def change(book: Path, spoil: Spoil) -> None:
    workbook = load_workbook(book)
    spoil(workbook)
    workbook.save(book)


def put(sheet: str, cell: str, value: object, number_format: str = "@") -> Spoil:
    def spoil(workbook: Any) -> None:
        workbook[sheet][cell].value = value
        workbook[sheet][cell].number_format = number_format

    return spoil


def fill(book: Path, cells: list[tuple[object, str]]) -> None:
    """Put values with their formats into the places of SHEET, one after the other."""

    def spoil(workbook: Any) -> None:
        for (row, column), (value, number_format) in zip(PLACES, cells, strict=False):
            put(SHEET, f"{column}{row}", value, number_format)(workbook)

    change(book, spoil)


def line(seeds: Path, name: str, number: int) -> str:
    return (seeds / "2023" / name).read_text(encoding="utf-8").split("\n")[number - 1]


# What is written


def test_every_table_has_a_sheet_with_codes_and_labels(book: Path, seeds: Path) -> None:
    workbook = load_workbook(book)
    tables = read_edition(seeds, "2023").tables
    assert workbook.sheetnames == ["edition", *(table.code for table in tables)]
    for table in tables:
        sheet = workbook[table.code]
        assert sheet["A1"].value == table.code
        assert sheet["B1"].value == table.meta["heading_nl"]
        assert sheet.freeze_panes == "C7"
        printed = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        if not table.lines:
            assert printed == []
            continue
        assert [row[0] for row in printed if row[0]] == [row[0] for row in table.lines]
        assert printed[0][2:] == table.lines[0][1:]
        assert {row[0]: row[1] for row in printed[2:]} == table.meta["rows"]["labels"]
        assert {cell for row in printed[2:] for cell in row[2:]} == {None}


def test_exactly_what_may_be_filled_in_is_unlocked_and_validated(book: Path, seeds: Path) -> None:
    cells = 0
    for sheet in load_workbook(book).worksheets:
        assert sheet.protection.sheet
        rules = sheet.data_validations.dataValidation
        validated = {
            place
            for each in rules
            for area in each.cells.ranges
            for row in area.rows
            for place in row
        }
        unlocked = {
            (cell.row, cell.column)
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert validated == unlocked
        for each in rules:
            assert each.showErrorMessage
            assert len(each.formula1) <= 255
            assert 10 < len(each.error) <= 225
        grid = [
            cell
            for row in sheet.iter_rows(min_row=7, min_col=3)
            for cell in row
            if not cell.protection.locked and sheet.title != "edition"
        ]
        assert all(cell.number_format == "@" for cell in grid)
        cells += len(grid)
    assert cells == sum(
        len(row) - 1 for table in read_edition(seeds, "2023").tables for row in table.lines[1:]
    )


def excel(formula: str, text: str) -> bool:
    """Compute a validation formula for one text, with Excel's functions in Python."""

    def if_error(value: Callable[[], bool], otherwise: bool) -> bool:
        try:
            return value()
        except ValueError:
            return otherwise

    python = re.sub(r"(?<![<>])=", "==", formula.replace("&", "+")).replace("<>", "!=")
    names: dict[str, Any] = {
        "C7": text,
        "OR": lambda *values: any(values),
        "AND": lambda *values: all(values),
        "ABS": lambda value: abs(float(value)),
        "TEXT": lambda value, _: f"{value:.0f}",
        "LEN": len,
        "RIGHT": lambda text, number=1: text[-number:],
        "FIND": lambda part, text: text.index(part) + 1 if part in text else None,
        "ISNUMBER": lambda value: isinstance(value, int),
        "SUBSTITUTE": lambda text, old, new, number=-1: text.replace(old, new, number),
        "IFERROR": if_error,
        "FALSE": False,
    }
    return bool(eval(python.replace("IFERROR(", "IFERROR(lambda: "), names))  # noqa: S307


COUNTS = ["0", "7", "135", "999999999", "162*", "?", ":"]
RANKED = ["4 (75)", "4' (44)", "1' (6)*"]
SHARES = ["0%", "7%", "100%", "26%*", "5.5%", "0.25%", ":"]
HIDDEN = ["<5", "<5*"]
NUMBERS = ["0", "7", "135", "162*", "38.5", "0.5", "38.5*", ":"]
WRONG = ["abc", "-1", "1,234", " 5", "5 ", "1e3", "1234567890", "*", "**", "1*2", "1.2.3", "-1.5"]
WRONG += ["<6", "< 5", "<5 ", "-5%", "%", "50 %", "=1", "??", "::", "1%2", "1.2.3%", "(75)", "5,5%"]
BY_SHAPE = ["007", "007%", "101%"]  # what only the build refuses where decimals are allowed


@pytest.mark.parametrize(
    ("meta", "right"),
    [
        ({"measure": "count"}, COUNTS + RANKED),
        ({"measure": "count", "suppression": {"label": "<5"}}, COUNTS + RANKED + HIDDEN),
        ({"measure": "share"}, [*SHARES, "007%", "101%"]),
        ({"measure": "mean_age"}, [*NUMBERS, "999999999", "007"]),
    ],
)
def test_excel_accepts_the_grammar_and_nothing_else(meta: dict[str, Any], right: list[str]) -> None:
    formula = rule(Table("any", meta, []), "C7")
    everything = {*COUNTS, *HIDDEN, *RANKED, *SHARES, *NUMBERS, *WRONG, *BY_SHAPE}
    assert len(formula) <= 255
    assert {text for text in everything if excel(formula, text)} == set(right)


def test_a_long_code_gets_a_short_title_of_its_own(tmp_path: Path) -> None:
    long = "victims_by_nationality_and_labour_sector_of"
    codes = [f"{long}_women", f"{long}_men", "victims_by_sex"]
    titles = [sheet_title(code) for code in codes]
    assert len(set(titles)) == 3
    assert max(map(len, titles)) == 31
    assert titles[2] == "victims_by_sex"
    meta = {"heading_nl": "x", "heading_en": "x", "page": ""}
    edition = Edition("2023", {}, {}, [Table(code, meta, []) for code in codes])
    write_book(tmp_path / "long.xlsx", edition)
    sheets = load_workbook(tmp_path / "long.xlsx")
    assert [sheets[title]["A1"].value for title in titles] == codes


@pytest.mark.parametrize("name", ["2023.txt", "nowhere/2023.xlsx", "there.xlsx"])
def test_a_workbook_that_cannot_be_written_prevents_the_folder(seeds: Path, name: str) -> None:
    (seeds.parent / "there.xlsx").write_bytes(b"filled in")
    with pytest.raises(WarehouseError, match=r"must end in|there is no folder|may be filled in"):
        new_edition(seeds, "2023", book=seeds.parent / name)
    assert not (seeds / "2023").exists()
    assert (seeds.parent / "there.xlsx").read_bytes() == b"filled in"


# What is read


def test_a_filled_workbook_gives_the_seeds_it_was_filled_from(seeds: Path, tmp_path: Path) -> None:
    """Written from the invented edition, read into the same edition with all values taken out."""
    shutil.copytree(INVENTED, seeds / "2023")
    full = read_edition(seeds, "2023")
    write_book(tmp_path / "full.xlsx", full)
    fields = {key: value if key in module.PREFILLED else "" for key, value in full.fields.items()}
    tables = [
        Table(
            table.code,
            table.meta | {"page": ""},
            table.lines[:1] + [[row[0], *("" for _ in row[1:])] for row in table.lines[1:]],
        )
        for table in full.tables
    ]
    write_files(
        seeds / "2023",
        Edition("2023", fields, full.sections, tables, None, full.populations).files(),
    )
    assert contents(seeds / "2023") != contents(INVENTED)
    result = import_book(tmp_path / "full.xlsx", seeds)
    assert contents(seeds / "2023") == contents(INVENTED)
    assert result.edition.filled() == (515, 515)
    assert result.changes == []


def test_an_empty_workbook_changes_nothing(book: Path, seeds: Path) -> None:
    before = contents(seeds / "2023")
    filled, cells = import_book(book, seeds).edition.filled()
    assert filled == 0
    assert cells > 100
    assert contents(seeds / "2023") == before


# A sheet with room for all of the cells that follow, and their places in its order.
SHEET = "origin_by_form"
PLACES = [(row, column) for row in range(7, 14) for column in "CDEF"]
# What is typed, how it is formatted, and what is taken. A wrong text stays as it is: the grammar of
# the build has the last word.
PRINTED: list[tuple[object, str, str]] = [
    ("135", "@", "135"),
    (135, "General", "135"),
    (135.0, "0", "135"),
    (1350, "#,##0", "1350"),
    (0, "General", "0"),
    (0.5, "0%", "50%"),
    (0.07, "0%", "7%"),
    (0.29, "0.0%", "29%"),
    ("<5", "@", "<5"),
    ("162*", "@", "162*"),
    ("?", "@", "?"),
    (":", "@", ":"),
    (" 5", "@", " 5"),
    ("5.0", "@", "5.0"),
    (-3, "General", "-3"),
    ("３", "@", "３"),
]


def test_a_cell_is_taken_as_it_would_be_printed(book: Path, seeds: Path) -> None:
    fill(book, [(value, number_format) for value, number_format, _ in PRINTED])
    import_book(book, seeds)
    lines = (seeds / "2023" / f"{SHEET}.csv").read_text(encoding="utf-8").split("\n")[1:]
    taken = [cell for line in lines for cell in line.split(",")[1:]]
    assert taken[: len(PRINTED)] == [written for _, _, written in PRINTED]


# What is typed, how it is formatted, and how the fault names it.
UNPRINTED: list[tuple[object, str, str]] = [
    ("=1+1", "@", "=1+1"),
    ("#N/A", "@", "#N/A"),
    (135.5, "General", "135.5"),
    (1, "0.000", "1.000"),
    (1.35, "#,##0.000", "1.350"),
    (135.0, "0.00", "135.00"),
    (0.505, "0%", "0.505"),
    (1e307, "0%", "1e+307"),
    (1e300, "General", "1e+300"),
    (True, "General", "True"),
    (datetime.date(2023, 5, 1), "yyyy-mm-dd", "2023-05-01 00:00:00"),
    (datetime.time(1, 30), "hh:mm", "01:30:00"),
    ("1,350", "@", "1,350"),
    ('"5"', "@", '"5"'),
    ("5\nF,9", "@", "5\nF,9"),
    ("5\t", "@", "5\t"),
]


def test_what_is_no_printed_cell_is_refused_at_its_place(book: Path, seeds: Path) -> None:
    before = contents(seeds / "2023")
    fill(book, [*((value, number_format) for value, number_format, _ in UNPRINTED), ("12", "@")])
    with pytest.raises(InputRefused) as refused:
        import_book(book, seeds)
    faults = refused.value.faults
    wanted = [(*place, value) for place, (_, _, value) in zip(PLACES, UNPRINTED, strict=False)]
    assert [(fault.line, fault.column, fault.value) for fault in faults] == wanted
    for fault in faults:
        assert (fault.file, fault.rule) == (f"2023.xlsx, sheet {SHEET}", "book_value")
        assert "135" in fault.expected
        assert fault.remedy == "format the cell as text and type what is printed"
    assert contents(seeds / "2023") == before
    assert sorted(path.name for path in seeds.parent.iterdir()) == ["2023.xlsx", "seeds"]


def test_a_text_with_a_line_end_is_no_label_or_field(book: Path, seeds: Path) -> None:
    change(book, put("edition", "B4", "no\nbody"))
    change(book, put("victims_by_sex", "B7", "m\x85an"))
    with pytest.raises(InputRefused) as refused:
        import_book(book, seeds)
    assert [fault.value for fault in refused.value.faults] == ["no\nbody", "m\x85an"]


def drop(sheet: str) -> Spoil:
    return lambda workbook: workbook.remove(workbook[sheet])


def rename(sheet: str, title: str) -> Spoil:
    def spoil(workbook: Any) -> None:
        workbook[sheet].title = title

    return spoil


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    first(
        4,
        [
            (drop("victims_by_sex"), ['2023.xlsx: expected a sheet "victims_by_sex"']),
            (
                rename("victims_by_sex", "Sheet1"),
                [
                    '2023.xlsx: expected a sheet "victims_by_sex"',
                    '2023.xlsx: found "Sheet1"; expected the sheets of the edition only',
                ],
            ),
            (put("victims_by_sex", "A1", "x"), ['sex:1: column A: found "x"; expected the code']),
            (
                put("victims_by_sex", "A8", "X"),
                ['sex:8: column A: found "X"; expected the code "F"'],
            ),
            (put("victims_by_sex", "A8", None), ['sex:8: column A: expected the code "F"']),
            (
                put("victims_by_sex", "C5", 2018),
                ['sex:5: column C: found "2018"; expected the code'],
            ),
            (put("victims_by_sex", "A9", "_U"), ['sex:9: column A: found "_U"; expected nothing']),
            (put("victims_by_sex", "D99", 0), ['sex:99: column D: found "0"; expected nothing']),
            (put("victims_by_sex", "H7", 1), ['sex:7: column H: found "1"; expected nothing']),
            (
                put("victims_by_sex", "XFD1048576", 1),
                ['sex:1048576: column XFD: found "1"; expected'],
            ),
            (
                put("suspects_tried_by_age", "C7", 1),
                ['age:7: column C: found "1"; expected nothing'],
            ),
            (
                put("edition", "A3", "name"),
                ['edition:3: column A: found "name"; expected the code'],
            ),
            (
                put("edition", "B12", "more"),
                ['edition:12: column B: found "more"; expected nothing'],
            ),
        ],
    ),
)
def test_a_changed_structure_is_refused(
    book: Path, seeds: Path, spoil: Spoil, wanted: list[str]
) -> None:
    before = contents(seeds / "2023")
    change(book, spoil)
    with pytest.raises(InputRefused) as refused:
        import_book(book, seeds)
    found = [str(fault) for fault in refused.value.faults]
    assert len(found) == len(wanted)
    assert all(text in fault for text, fault in zip(wanted, found, strict=True)), found
    assert contents(seeds / "2023") == before


def test_all_faults_are_listed_together(book: Path, seeds: Path) -> None:
    change(book, put("victims_by_sex", "C7", 1.5, "General"))
    change(book, put("victims_by_age", "C8", True, "General"))
    change(book, put("edition", "B5", datetime.date(2024, 1, 1), "yyyy"))
    change(book, drop("origin_by_form"))
    with pytest.raises(InputRefused) as refused:
        import_book(book, seeds)
    assert [fault.file.removeprefix("2023.xlsx") for fault in refused.value.faults] == [
        "",
        ", sheet edition",
        ", sheet victims_by_age",
        ", sheet victims_by_sex",
    ]


def test_fields_pages_and_labels_are_taken(book: Path, seeds: Path) -> None:
    change(book, put("edition", "B3", "Jaarcijfers 2023"))
    change(book, put("edition", "B5", 2024, "0"))
    change(book, put("victims_by_sex", "B3", 5, "0"))
    change(book, put("victims_by_sex", "B8", "vrouwen"))
    change(book, put("sex_by_form", "C6", "nee"))
    result = import_book(book, seeds)
    edition = read_edition(seeds, "2023")
    assert edition.fields["title"] == "Jaarcijfers 2023"
    assert edition.fields["published_year"] == "2024"
    (table,) = (table for table in edition.tables if table.code == "victims_by_sex")
    assert table.meta["page"] == "5"
    assert table.meta["rows"]["labels"] == {"M": "man", "F": "vrouwen"}
    assert sorted(result.changes) == [
        'sex_by_form BI_SU: "BI-SU" is now "nee"',
        'victims_by_sex F: "vrouw" is now "vrouwen"',
    ]


def test_what_a_person_wrote_in_the_folder_stays(book: Path, seeds: Path) -> None:
    path = seeds / "2023" / "victims_by_sex.yml"
    notes = "notes_nl: >-\n  Met de hand.\nnotes_en: >-\n  Written by hand.\n"
    notes += "placements:\n  - rows: [F]\n    columns: [2023]\n"
    notes += "    placement: deduced\n    reason_nl: Met de hand.\n    reason_en: By hand.\n"
    path.write_text(path.read_text().replace("page:\n", "page: 5\n") + notes)
    untouched = seeds / "2023" / "victims_by_age.yml"
    untouched.write_text(f"# by hand\n{untouched.read_text()}")
    change(book, put("victims_by_sex", "B8", "vrouwen"))
    import_book(book, seeds)
    text = path.read_text()
    assert "page: 5\n" in text
    assert "notes_en: Written by hand.\nplacements:\n  - rows: [F]\n    columns: [2023]\n" in text
    assert untouched.read_text().startswith("# by hand")


def test_a_filled_seed_is_overwritten_only_when_asked(book: Path, seeds: Path) -> None:
    path = seeds / "2023" / "victims_by_sex.csv"
    path.write_text("sex,2019,2020,2021,2022,2023\nM,1,2,,,\nF,3,,,,\n")
    change(book, put("victims_by_sex", "C7", 1, "General"))
    change(book, put("victims_by_sex", "D7", "20"))
    change(book, put("victims_by_sex", "E7", "30"))
    with pytest.raises(InputRefused) as refused:
        import_book(book, seeds)
    (fault,) = refused.value.faults
    assert (fault.rule, fault.line, fault.column, fault.value) == ("book_overwrites", 7, "D", "20")
    assert 'expected "2"' in str(fault)
    assert "--replace" in fault.remedy
    assert path.read_text().endswith("M,1,2,,,\nF,3,,,,\n")
    import_book(book, seeds, replace=True)
    assert path.read_text().endswith("M,1,20,30,,\nF,,,,,\n")
    change(book, put("victims_by_sex", "D7", None))
    import_book(book, seeds)
    assert path.read_text().endswith("M,1,20,30,,\nF,,,,,\n")


def test_a_folder_with_faults_is_not_filled(book: Path, seeds: Path) -> None:
    (seeds / "2023" / "victims_by_sex.yml").write_text("page: [")
    (seeds / "2023" / "victims_by_age.csv").write_bytes(b"\xff\n")
    with pytest.raises(InputRefused, match=r"victims_by_age.csv:1.*\n.*victims_by_sex.yml:1"):
        import_book(book, seeds)


def test_a_workbook_without_its_folder_says_how_to_make_it(book: Path, seeds: Path) -> None:
    shutil.rmtree(seeds / "2023")
    with pytest.raises(WarehouseError, match="make it with: warehouse new-edition 2023"):
        import_book(book, seeds)


def test_a_file_that_is_no_workbook_is_one_sentence(book: Path, seeds: Path) -> None:
    other = seeds.parent / "other.xlsx"
    with pytest.raises(WarehouseError, match="there is no file"):
        import_book(other, seeds)
    other.write_text("form,2019\n")
    with pytest.raises(WarehouseError, match="damaged or no Excel workbook"):
        import_book(other, seeds)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(WarehouseError, match="damaged or no Excel workbook"):
        import_book(other, seeds)
    Workbook().save(other)
    with pytest.raises(WarehouseError, match='no sheet "edition"'):
        import_book(other, seeds)
    change(book, put("edition", "B1", "../../x"))
    with pytest.raises(WarehouseError, match='no sheet "edition" with the edition in B1'):
        import_book(book, seeds)


def test_a_workbook_that_unpacks_to_very_much_is_not_read(
    book: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 10_000)
    with pytest.raises(WarehouseError, match="unpacks to"):
        import_book(book, seeds)


def test_a_damaged_workbook_never_ends_in_another_error(book: Path, seeds: Path) -> None:
    data = book.read_bytes()
    chance = random.Random(2023)  # noqa: S311  the same damage in every run
    refused = 0
    for _ in range(40):
        spoiled = bytearray(data)
        for _ in range(20):
            spoiled[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        book.write_bytes(spoiled[: chance.choice([len(data), chance.randrange(len(data))])])
        try:
            import_book(book, seeds)
        except (InputRefused, WarehouseError):
            refused += 1
    assert refused > 30


def test_a_full_disk_leaves_the_folder_as_it_was(
    book: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(seeds / "2023")
    change(book, put("victims_by_sex", "C7", "5"))

    def refuse(folder: Path, texts: dict[str, str]) -> None:
        (folder / "half.csv").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_files", refuse)
    with pytest.raises(WarehouseError, match="No space left"):
        import_book(book, seeds)
    assert contents(seeds / "2023") == before
    assert sorted(path.name for path in seeds.parent.iterdir()) == ["2023.xlsx", "seeds"]


FAR = ("XFD1048576", "A1048576", "XFD1", "AAA9999")


@pytest.mark.parametrize("cell", first(1, FAR))
def test_a_cell_without_a_value_is_nothing_however_far_away(
    book: Path, seeds: Path, cell: str
) -> None:
    def embolden(workbook: Any) -> None:
        for sheet in workbook.worksheets:
            sheet[cell].font = Font(bold=True)

    change(book, embolden)
    change(book, put("victims_by_sex", "D7", "135"))
    import_book(book, seeds)
    assert line(seeds, "victims_by_sex.csv", 2).split(",")[2] == "135"
    change(book, put("victims_by_sex", cell, "stray"))
    with pytest.raises(InputRefused) as refused:
        import_book(book, seeds)
    assert [(fault.rule, fault.value) for fault in refused.value.faults] == [
        ("book_stray", "stray")
    ]


def test_strict_open_xml_is_named(book: Path, seeds: Path) -> None:
    strict = book.with_name("strict.xlsx")
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            new.writestr(name, text)
    with pytest.raises(WarehouseError, match="in Strict Open XML; save it again as Excel Workbook"):
        import_book(strict, seeds)
