"""What is drawn as a table is read as that table: every figure in its row and its column."""

import io
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

from benchmarks.drawn import Drawn, draw
from tests.cases import first
from warehouse.faults import WarehouseError
from warehouse.report.find import tables
from warehouse.report.grid import Table
from warehouse.report.reader import Reader

YEARS = [str(year) for year in range(2013, 2018)]
PROSE = [
    "Tabel 3.1 laat zien dat er in 2013, 2014 en 2015 meer meldingen waren (n=1.117) dan in",
    "2016 en 2017. Van de 455 slachtoffers zijn er 12 minderjarig.",
]
LONG = "Criminaliteit, gedwongen dienstverlening en al wat daar verder bij hoort"
CASES = {
    "plain": Drawn("Tabel 1 Proef", YEARS, [("Man", "12345"), ("Vrouw", "67890")]),
    "behind running text": Drawn("Tabel 3.1 Proef", YEARS, [("Man", "12345")], prose=PROSE),
    "wrapped labels": Drawn(
        "Tabel 1 Proef",
        YEARS,
        [(LONG, "12345"), ("Bouw", "67890"), (LONG, "13579"), ("Onbekend", "24680")],
    ),
    "thousands, decimals, shares": Drawn(
        "Tabel 1 Proef",
        YEARS,
        [
            ("Totaal", ["1.117", "1.256", "12.345", "952", "1.234.567"]),
            ("Gemiddelde", ["25,01", "25,5", "24,72", "0,5", "-3"]),
            ("Aandeel", ["50%", "49,5%", "100%", "0%", "3%"]),
        ],
    ),
    "hidden, blank, dash, asterisk": Drawn(
        "Tabel 1 Proef",
        YEARS,
        [("A", ["<5", "", "-", "162*", "0"]), ("B", ["", "", "", "", "7"]), ("C", "11111")],
    ),
    "rank and count, notes": Drawn(
        "Tabel B2.1 Proef",
        [*YEARS, "BL-SU", "Totaal"],
        [
            ("Nederland", ["1 (455)", "1 (462)", "", "1 (288)", "4'(44)", "", "1 (1.977)"]),
            ("Polen", ["", "", "2 (90)", "", "", "1 (34)", ""]),
        ],
        notes=["n=1.117", "n=1.256", "n=1.150", "n=952", "n=958", "n=101", "N=5.433"],
    ),
    "panels": Drawn(
        "Tabel 1 Proef",
        [*YEARS, "BL-SU", "GO-SU", "GO-UBS", "Onbe-\nkend", "Totaal"],
        [("Man", "1234567890"), ("Vrouw", "0987654321")],
    ),
    "over pages": Drawn(
        "Tabel 1 Proef", YEARS, [(f"Land {n}x", f"{n}2345") for n in range(1, 8)], breaks=[2, 4]
    ),
    "header of words": Drawn(
        "Tabel 2 Proef",
        ["Aantal\nverdachten", "% mannen\n(n=1.054)", "% totaal"],
        [("adolescent", ["138", "13%", "11%"]), ("twintiger", ["90", "9%", "7%"])],
        label_width=200,
    ),
    "periods": Drawn(
        "Tabel 1 Proef", ["2012-2013", "2014-2016", "2012-2016"], [("Meer zichtbaar", "123")]
    ),
}


def read(path: Path) -> list[Table]:
    with Reader(path) as reader:
        return tables(reader.pages())


@pytest.mark.parametrize("align", first(1, ["L", "C", "R"]))
@pytest.mark.parametrize("is_ruled", first(1, [False, True]), ids=["bare", "ruled"])
@pytest.mark.parametrize("name", first(6, CASES))
def test_every_figure_has_its_row_and_column(
    tmp_path: Path, name: str, is_ruled: bool, align: str
) -> None:
    drawn = CASES[name]
    drawn.align = align
    (found,) = read(draw(tmp_path / "a.pdf", [drawn], is_ruled=is_ruled))
    assert found.doubts == []
    labels = [label.replace("-\n", "").replace("\n", " ") for label in drawn.columns]
    assert [one.label for one in found.columns] == labels
    wanted = [(label, [cell or None for cell in cells]) for label, cells in drawn.rows]
    got = [(row.label, [cell.text if cell else None for cell in row.cells]) for row in found.rows]
    assert got == wanted
    assert all(cell.is_firm for row in found.rows for cell in row.cells if cell)
    assert f"{found.kind} {found.number} {found.title}" == drawn.caption
    assert found.source == drawn.source


@pytest.mark.parametrize("quarter", first(1, range(4)))
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_turned_page_is_read_and_shown_upright(tmp_path: Path, angle: int, quarter: int) -> None:
    """The text may be turned, or the page by its file, or both."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    with pdf.rotation(angle, 300, 400):
        pdf.text(150, 300, "Tabel 1 Proef")
        for index, year in enumerate(YEARS[:3]):
            pdf.text(250 + 60 * index, 320, year)
            pdf.text(250 + 60 * index, 340, str(index))
        pdf.text(150, 340, "Man")
    path = tmp_path / "a.pdf"
    with pypdfium2.PdfDocument(bytes(pdf.output())) as document:
        document[0].set_rotation(90 * quarter)
        document.save(path)
    with Reader(path) as reader:
        (found,) = tables(reader.pages())
        picture = Image.open(io.BytesIO(reader.picture(1, found.boxes[0][1:])))
    assert [cell.text for cell in found.rows[0].cells if cell] == ["0", "1", "2"]
    first = picture.convert("L").crop((0, 0, 2 * 30, picture.height))
    dark = [y for y in range(first.height) if min(first.crop((0, y, 60, y + 1)).tobytes()) < 128]
    assert dark and min(dark) > first.height // 2  # the label, in the lower line at the left


def test_a_figure_between_two_columns_or_without_a_label_is_in_doubt(tmp_path: Path) -> None:
    crowded = Drawn("Tabel 1 Proef", YEARS, [("A", ["1 2", "3", "4", "5", "6"]), ("", "12345")])
    (found,) = read(draw(tmp_path / "a.pdf", [crowded]))
    assert len(found.doubts) == 2
    assert [cell.is_firm for cell in found.rows[0].cells if cell] == [False, *[True] * 4]
    assert not any(cell.is_firm for cell in found.rows[1].cells if cell)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no PDF, or a broken one"),
        (b"%PDF-1.7\nnonsense", "is no PDF, or a broken one"),
        (b"PK\x03\x04", "is no PDF, or a broken one"),
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match=words), Reader(path) as reader:
        reader.pages()
