"""Text that looks like another is refused with its place, or made the same, wherever it enters."""

import unicodedata
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cases import first
from warehouse.edition.begin import new_edition
from warehouse.edition.import_book import import_book
from warehouse.faults import InputRefused, strange_character
from warehouse.read.sandbox import Sandbox
from warehouse.seeds.folder import read_seeds

# What it is: the text, and what of it is shown to a person.
LOOK_ALIKES = {
    "a letter and its accent": ("Azie\u0308", "e\u0308"),
    "two accents": ("Vi\u0065\u0302\u0323t", "\u0065\u0302\u0323"),
    "accents in another order": ("\u1ec7\u0301\u0323", "\u1ec7\u0301\u0323"),
    "a sign for a letter": ("10 \u212b", "\u212b"),
    "letters of Korean in pieces": ("\u1112\u1161", "\u1112\u1161"),
    "a ligature": ("o\ufb03cieel", "\ufb03"),
    "a no-break space": ("Latijns-Amerika\u00a0en", "\u00a0"),
    "a narrow space": ("1\u202f350", "\u202f"),
    "a soft hyphen": ("uit\u00adbuiting", "\u00ad"),
    "a space of no width": ("Azië\u200b", "\u200b"),
    "a mark of direction": ("Azië\u200e", "\u200e"),
}
COMMON = ["Azië", "Việt", "Curaçao", "1 – 2", "‘quoted’", "…", "½", "日本", "Ελλάδα", "o’Brien"]


@pytest.mark.parametrize("kind", LOOK_ALIKES)
def test_what_is_strange_is_shown(kind: str) -> None:
    text, strange = LOOK_ALIKES[kind]
    assert strange_character(text) == strange


@pytest.mark.parametrize("text", COMMON)
def test_what_is_common_is_not_strange(text: str) -> None:
    assert strange_character(text) is None


# Every kind of seed, and a text of it that a person writes.
PLACES = {
    "2022/victims_by_origin.yml": "Azië",
    "codes/origin.csv": "Azië",
    "2022/edition.yml": "Reflectie",
    "2022/claims.yml": "slachtoffers",
    "2022/reconciliation.yml": "victims",
    "2022/corrections.csv": "de",
    "2022/victims_by_sex.csv": "sex",
}


@pytest.mark.parametrize("name", first(2, PLACES))
def test_seeds_with_it_are_refused_with_the_place(seeds: Path, name: str) -> None:
    path = seeds / name
    before = path.read_text()
    assert PLACES[name] in before
    at = before.index(PLACES[name])
    line = before.count("\n", 0, at) + 1
    for text, _ in LOOK_ALIKES.values():
        path.write_text(before[:at] + text + before[at:])
        (fault,) = [one for one in read_seeds(seeds).faults if one.file == f"seeds/{name}"]
        assert (fault.line, fault.rule) == (line, "control_character")
        assert str(fault).isascii() or unicodedata.is_normalized("NFC", str(fault))


def test_escapes_in_a_seed_are_no_way_around(seeds: Path) -> None:
    path = seeds / "2022" / "victims_by_origin.yml"
    path.write_text(path.read_text().replace("ASI: Azië", 'ASI: "Azie\\u0308"'))
    assert [(one.rule, one.value) for one in read_seeds(seeds).faults] == [("yaml_text", "e\u0308")]


def test_a_workbook_with_it_is_refused_with_the_place(seeds: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "2031.xlsx"
    new_edition(seeds, "2031", book=path)
    book = load_workbook(path)
    assert isinstance(book, Workbook)
    sheet = book["victims_by_origin"]
    for row, (text, _) in enumerate(LOOK_ALIKES.values(), 7):
        if row <= sheet.max_row:
            sheet.cell(row, 2).value = text
    book.save(path)
    with pytest.raises(InputRefused) as refused:
        import_book(path, seeds)
    rows = {fault.line for fault in refused.value.faults if fault.column == "B"}
    assert rows == set(range(7, min(sheet.max_row, 6 + len(LOOK_ALIKES)) + 1))


def test_a_question_asked_with_it_finds_what_is_there(database: Path) -> None:
    with Sandbox(database) as box:
        found = [
            box.run(f"select count(*) from mart.victims_by_origin where {column} = '{text}'")[1]
            for column in ("origin_label_nl",)
            for text in ("Azië", unicodedata.normalize("NFD", "Azië"))
        ]
    assert found[0] == found[1] != [(0,)]
