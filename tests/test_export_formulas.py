"""No export carries a formula: a label that begins like one stays text."""

import csv
import re
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.editions import few_tables, unproved
from warehouse.export.tabular import FORMULA, harmless
from warehouse.export.write import write

PLANTED = '=HYPERLINK("http://example.org";"Politie")'
SHORT = '"=HYPERLINK(""http://example.org"";""Politie"")"'


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse where a reporter is labelled with a formula, in print and in the codes."""
    folder = tmp_path_factory.mktemp("planted")
    seeds = few_tables(folder / "seeds", "victims_by_reporter")
    for path, old, new in (
        (seeds / "2022" / "victims_by_reporter.yml", "POLICE: Politie", f"POLICE: '{PLANTED}'"),
        (seeds / "codes" / "reporter.csv", "POLICE,Politie,Police", f"POLICE,{SHORT},Police"),
        (seeds / "codes" / "reporter.csv", "National police", "+31 National police"),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    database = folder / "planted.duckdb"
    return unproved(database, seeds)


def test_a_csv_for_excel_shows_the_label_and_computes_nothing(
    planted: Path, tmp_path: Path
) -> None:
    for what, kind in (("victims_by_reporter", "file"), ("star", "folder")):
        write(planted, what, "csv", tmp_path / kind, excel="nl")
    paths = [tmp_path / "file", *(tmp_path / "folder").glob("*.csv")]
    cells = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert f"'{PLANTED}" in cells
    assert "'+31 National police" in cells
    starting = {cell for cell in cells if cell.startswith(FORMULA)}
    assert all(re.fullmatch(r"-\d+,\d+", cell) for cell in starting)  # distances, not texts


def test_a_plain_csv_keeps_the_label_as_it_is(planted: Path, tmp_path: Path) -> None:
    write(planted, "victims_by_reporter", "csv", tmp_path / "plain.csv")
    with duckdb.connect() as connection:
        query = "select distinct reporter_label_nl from read_csv($1) where reporter_code = 'POLICE'"
        assert connection.execute(query, [str(tmp_path / "plain.csv")]).fetchall() == [(PLANTED,)]


def test_a_workbook_has_no_formula(planted: Path, tmp_path: Path) -> None:
    path = tmp_path / "planted.xlsx"
    write(planted, "victims_by_reporter", "xlsx", path)
    book = openpyxl.load_workbook(path)
    found = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == PLANTED
    ]
    assert {cell.parent.title for cell in found} == {"victims_by_reporter", "cellen"}
    assert {cell.data_type for cell in found} == {"s"}
    assert all(cell.quotePrefix for cell in found)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", "  =1+1", "＝1+1"]
)
def test_what_excel_takes_for_a_formula_becomes_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "<5", "135", "50%", "?", "Politie", "a=b", "– en per sector"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
