"""What a terminal is shown can be read, typed again and, when mistyped, found."""

import codecs
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich import console

from warehouse.cli.main import cli
from warehouse.read.display import REPLACED, print_table

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def told(database: Path, *words: str) -> str:
    result = CliRunner().invoke(cli, [*words, "--database", str(database)])
    return result.output if result.exception is None else str(result.exception)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is printed be for a terminal of thirty columns."""
    monkeypatch.setattr(console.Console, "is_terminal", True)
    monkeypatch.setenv("COLUMNS", "30")


@pytest.mark.usefixtures("terminal")
def test_no_name_is_broken_however_narrow(capsys: pytest.CaptureFixture[str]) -> None:
    name = "a_name_that_is_longer_than_the_terminal"
    print_table(["view", "size"], [(name, 1), ("short", 2)], title="Names")
    assert {name, "short"} <= set(capsys.readouterr().out.split())


@pytest.mark.usefixtures("terminal")
def test_what_the_rows_of_an_answer_share_stands_once(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("one_table_of_the_report", year, None) for year in (2021, 2022)]
    print_table(["table_code", "year", "note"], rows)
    shown = capsys.readouterr().out.split("\n")
    assert shown == [
        *("", "in all 2 rows", "  table_code:", "    one_table_of_the_report", "  note:"),
        *("", "row 1 of 2", "  year: 2021", "", "row 2 of 2", "  year: 2022", ""),
    ]


@pytest.mark.usefixtures("terminal")
def test_a_heading_of_words_may_take_two_lines(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["label", "Criminal exploitation"], [("Romania", "<5")])
    shown = [line.split() for line in STYLE.sub("", capsys.readouterr().out).split("\n")]
    assert ["Criminal"] in shown
    assert ["Romania", "<5"] in shown


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("738–746", "ascii", "738-746"),
        ("≥ 3", "latin-1", ">= 3"),
        ("19†", "ascii", "19+"),
        ("Azië", "latin-1", "Azië"),
        ("Azië", "ascii", "Azi\\xeb"),
    ],
)
def test_a_sign_that_a_terminal_lacks_has_a_likeness(text: str, encoding: str, shown: str) -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding, errors=REPLACED)
    stream.write(text)
    stream.flush()
    assert buffer.getvalue() == shown.encode(encoding)
    assert text.encode("utf-8", REPLACED) == text.encode()
    with pytest.raises(UnicodeDecodeError):
        codecs.decode(b"\xff", "ascii", REPLACED)


def test_labels_can_be_asked_for_in_english(database: Path) -> None:
    english = told(database, "show", "top_nationalities_by_form", "--language", "en")
    assert "Top 10 nationalities by form 2022" in english
    rows = [row.split() for row in english.split("\n")]
    assert ["Romania", "(62)", "47", "14", "<5", "<5"] in rows
    assert "Criminal exploitation" in english
    crossed = told(database, "show", "suspects_by_sex_and_age", "--language", "en")
    assert "Female, Minor (0-17)" in crossed
    assert "Form of exploitation, per year" in told(database, "tables", "--language", "en")


def test_notes_can_be_asked_for_in_dutch_and_print_stays_as_it_is(database: Path) -> None:
    printed = told(database, "show", "victims_by_sex")
    dutch = told(database, "show", "victims_by_sex", "--language", "nl")
    assert "Each victim counts once" in printed
    assert "Elk slachtoffer telt één keer" in dutch
    assert dutch.split("Edition")[0].split()[-9:] == printed.split("Edition")[0].split()[-9:]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["show", "victims_by_forms"], "victims_by_form"),
        (["show", "Victims_By_Sex"], "victims_by_sex"),
        (["export", "orgin_by_form", "--format", "csv", "-o", "x.csv"], "origin_by_form"),
        (["plot", "victims_by_sexe", "-o", "x.svg"], "victims_by_sex"),
        (["claims", "victim_2022"], "victims_2022"),
        (["query", "from mart.victims_by_forms"], "victims_by_form"),
        (["query", "select yaer from mart.victims_by_form"], "year"),
    ],
)
def test_a_mistyped_name_is_asked_about(database: Path, words: list[str], meant: str) -> None:
    said = told(database, *words).casefold()
    assert "did you mean" in said or "candidate bindings" in said
    assert meant in said


def test_a_mistyped_table_is_asked_about_at_the_prompt(database: Path) -> None:
    words = ["shell", "--database", str(database)]
    said = CliRunner().invoke(cli, words, input=".schema mart.victim_by_sex\n").stderr
    assert "did you mean mart.victims_by_sex" in said


def test_a_name_like_no_other_is_not_guessed(database: Path) -> None:
    assert "did you mean" not in told(database, "show", "zzzz")
