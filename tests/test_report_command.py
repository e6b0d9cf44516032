"""`warehouse read` says what it did and what is left, and writes claims only when told to."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.drawn import Drawn, draw
from tests.editions import INVENTED, REPORT, two_editions, unproved
from warehouse.cli.main import cli
from warehouse.cli.report import numbers
from warehouse.faults import WarehouseError
from warehouse.report.reading import read_sentences

SEX = Drawn(
    "geslacht, per jaar algemeen",
    ["2019", "2020", "2021", "2022", "2023"],
    [("man", ["1", "2", "3", "4", "1.005"]), ("vrouw", ["6", "7", "8", "9", "10"])],
    prose=["4711"],
)


def read(*words: str) -> str:
    result = CliRunner().invoke(cli, ["read", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def begin(seeds: Path) -> None:
    made = CliRunner().invoke(cli, ["new-edition", "2023", "--seeds", str(seeds)])
    assert made.exit_code == 0, made.output


def test_it_says_what_was_filled_in_and_what_is_left(seeds: Path, tmp_path: Path) -> None:
    begin(seeds)
    path = draw(tmp_path / "report.pdf", [SEX])
    review = tmp_path / "review.html"
    told = read(str(path), "--edition", "2023", "--seeds", str(seeds), "--review", str(review))
    assert "victims_by_sex: page 1, 10 printed" in told
    assert "figure in no table: page 1, 4711" in told
    assert "10 cells filled in; 10 of 525 are filled" in told
    assert "warehouse check --edition 2023" in told
    assert review.is_file()
    assert (seeds / "2023" / "victims_by_sex.csv").read_text("utf-8").splitlines()[1:] == [
        "M,1,2,3,4,1005",
        "F,6,7,8,9,10",
    ]


def test_one_table_only(seeds: Path, tmp_path: Path) -> None:
    begin(seeds)
    path = draw(tmp_path / "report.pdf", [SEX])
    words = (str(path), "--edition", "2023", "--seeds", str(seeds), "--pages", "1", "--table")
    assert "10 cells filled in" in read(*words, "victims_by_sex")
    with pytest.raises(WarehouseError, match="table victims_by_age of edition 2023 was not found"):
        read(*words, "victims_by_age")
    with pytest.raises(WarehouseError, match='edition 2023 has no table "sex"'):
        read(*words, "sex")


def test_the_sentences_of_a_pdf_are_held_against_the_claims(seeds: Path, tmp_path: Path) -> None:
    """The same text as a PDF has the same sentences, wherever its lines end."""
    pdf = tmp_path / "report.pdf"
    drawn = Drawn(
        "", [], [], prose=[line for line in REPORT.read_text("utf-8").split("\n") if line]
    )
    draw(pdf, [drawn])
    shutil.copytree(INVENTED, seeds / "2098")
    edition = seeds / "2098" / "edition.yml"
    text = edition.read_text("utf-8")
    mine = hashlib.sha256(pdf.read_bytes()).hexdigest()
    edition.write_text(re.sub("source_sha256: .*", f"source_sha256: {mine}", text), "utf-8")
    database = tmp_path / "warehouse.duckdb"
    unproved(database, seeds)
    words = ["claims", "--database", str(database), "--summary", "--report-text", str(pdf)]
    result = CliRunner().invoke(cli, words)
    assert "3, of which 2 covered, 1 exempt, 0 not covered" in result.output


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [("7", [7]), ("2-4,9", [2, 3, 4, 9]), ("9,2-3,3", [2, 3, 9]), (None, None)],
)
def test_pages_are_numbers_and_spans(pages: str | None, wanted: list[int] | None) -> None:
    assert numbers(pages) == wanted


@pytest.mark.parametrize("pages", ["", "x", "1-", "1,,2", "12345", "1-2-3"])
def test_other_pages_are_refused(pages: str) -> None:
    with pytest.raises(WarehouseError, match="are no pages"):
        numbers(pages)


@pytest.fixture
def claimed(tmp_path: Path) -> Path:
    """Return seeds where the invented edition is last year's, and the next is begun."""
    seeds = two_editions(tmp_path / "seeds")
    (seeds / INVENTED.name).rename(seeds / "2023")
    shutil.copytree(seeds / "2023", seeds / "2024")
    (seeds / "2024" / "claims.yml").unlink()
    return seeds


def test_claims_are_written_when_they_are_accepted(claimed: Path, tmp_path: Path) -> None:
    new = tmp_path / "report.txt"
    text = REPORT.read_text("utf-8")
    text = re.sub("202[23]", lambda year: str(int(year[0]) + 1), text.replace("879", "902"))
    new.write_text(text, "utf-8")
    target = claimed / "2024" / "claims.yml"
    carried = read_sentences(new, REPORT, claimed, "2024")
    assert [entry["claim"] for entry in carried.claims] == [
        "victims_2024",
        "victims_rise",
        "cases_registered_2024",
    ]
    assert not target.exists()
    read_sentences(new, REPORT, claimed, "2024", accept=True)
    assert "printed: 902" in target.read_text("utf-8")
    with pytest.raises(WarehouseError, match="exists; what was carried over would replace it"):
        read_sentences(new, REPORT, claimed, "2024", accept=True)


def test_claims_are_of_the_report_that_was_transcribed(claimed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Er zijn 879 slachtoffers.\n", "utf-8")
    with pytest.raises(WarehouseError, match="is not the report that edition 2023 was transcribed"):
        read_sentences(REPORT, other, claimed, "2024")
