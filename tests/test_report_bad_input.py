"""What is no report ends in a clear error, soon and with nothing written."""

import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from benchmarks.drawn import Drawn, draw
from tests.cases import first
from warehouse import confined
from warehouse.faults import WarehouseError
from warehouse.report import reader
from warehouse.report.page import UNKNOWN, Page, Word
from warehouse.report.reader import Reader
from warehouse.report.reading import read_pdf, read_text

SECONDS = 30.0  # on a busy machine; alone it takes less than two


def scan(path: Path) -> None:
    """Write pages with lines and no letter."""
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 100, 100)
    pdf.output(str(path))


def of_many_pages(path: Path) -> None:
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(10_000):
        pdf.new_page(100, 100)
    pdf.save(str(path))


def of_many_words(path: Path) -> None:
    pdf = FPDF(format=(3000, 3000))
    pdf.set_auto_page_break(False)
    pdf.add_page()
    pdf.set_font("Helvetica", size=1)
    for y in range(1000):
        pdf.text(0, y + 1, "12 " * 1000)
    pdf.output(str(path))


def broken(path: Path) -> None:
    draw(path, [Drawn("Tabel 1 Proef", ["2021", "2022"], [("Man", "12")])])
    path.write_bytes(path.read_bytes()[:300])


def of_prose(path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    pdf.multi_cell(150, 5, "Er was eens een jaar 2022 waarin 12 dingen gebeurden. " * 20)
    pdf.output(str(path))


BAD: dict[str, tuple[Callable[[Path], None], str]] = {
    "a scan": (scan, "has no text on these pages, only pictures; recognise its text first"),
    "10,000 pages": (of_many_pages, "has 10,000 pages; a report has at most 2,000"),
    "a page of a million words": (of_many_words, r"page 1 has [\d,]+ characters; no report has"),
    "a broken file": (broken, "is no PDF, or a broken one"),
    "an empty file": (Path.touch, "is no PDF, or a broken one"),
    "a report without tables": (of_prose, "no table was found in it"),
    "no file": (lambda path: None, "there is no file"),
}


@pytest.mark.parametrize("name", first(3, BAD))
def test_what_is_no_report_is_refused(seeds: Path, tmp_path: Path, name: str) -> None:
    make, words = BAD[name]
    path = tmp_path / "report.pdf"
    make(path)
    before = sorted(seeds.rglob("*"))
    started = time.monotonic()
    with pytest.raises(WarehouseError, match=words):
        read_pdf(path, seeds, "2024")
    assert time.monotonic() - started < SECONDS
    assert sorted(seeds.rglob("*")) == before


def test_a_locked_file_is_said_to_be_locked(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption(owner_password="owner", user_password="user")  # noqa: S106  of nothing
    pdf.output(str(locked))
    with pytest.raises(WarehouseError, match="is locked with a password"), Reader(locked) as one:
        one.pages()


def test_pages_that_are_not_there_are_named(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", [Drawn("Tabel 1 Proef", ["2021", "2022"], [("Man", "12")])])
    with Reader(path) as one:
        with pytest.raises(WarehouseError, match="has 1 pages; there is no page 7"):
            one.pages([1, 7])
        assert len(one.pages([1])) == 1  # it still answers


def test_a_file_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "SECONDS", 0.01)
    monkeypatch.setattr(confined, "GRACE", 0.0)
    path = tmp_path / "a.pdf"
    of_prose(path)
    with pytest.raises(WarehouseError, match="the file was stopped after"), Reader(path) as one:
        one.pages()


def test_letters_without_a_meaning_are_refused(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", [Drawn("Tabel 1 Proef", ["2021", "2022"], [("Man", "12")])])
    words = (Word(UNKNOWN * 6, 0, 1, 0, 10), Word("Man", 0, 1, 0, 10))
    with Reader(path) as one, pytest.raises(WarehouseError, match="fonts do not say"):
        one._refuse_without_text([Page(1, 100, 100, words)])


@pytest.mark.parametrize(
    ("content", "words"),
    first(
        3,
        [
            (b"\xff\xfe12", "is no text in UTF-8"),
            (b"Er was eens een jaar 2022.\n", "no table of edition 2022 was found"),
            (b"", "no table of edition 2022 was found"),
            (b"1" * 100_000 + b"y\n" + b"<5" * 50_000, "no table of edition 2022 was found"),
            (b"Man 1 2 3 4 5\n" * 2_000, "no table of edition 2022 was found"),
            (b"1 " * 1_500_000, "is larger than 2,000,000 bytes"),
        ],
    ),
)
def test_a_text_that_is_no_report_is_refused(
    seeds: Path, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match=words):
        read_text(path, seeds, "2022")


def test_an_edition_is_a_year(seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match='"next" is no edition'):
        read_pdf(tmp_path / "a.pdf", seeds, "next")
