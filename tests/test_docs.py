"""What the documentation shows is true: commands run, output is real, names exist."""

import re
from pathlib import Path

import click
import duckdb
import pytest
import yaml
from click.testing import CliRunner

from tests.cases import first
from tests.renew_docs import ASKED, PAGES, answer, with_answers, with_queries
from warehouse.cli.main import cli
from warehouse.place import ROOT, sql_files
from warehouse.site.text import texts
from warehouse.sqltext import header

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[tuple[str, str]]:
    return [
        (f"{page.name}-{number}", text)
        for page in PAGES
        for number, (kind, text) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))
        if kind == language
    ]


# A test that is named as the proof of something.
NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


# The first blocks of each page before the others.
CONSOLE = sorted(blocks("console"), key=lambda block: int(block[0].rpartition("-")[2]))
SQL_BLOCKS = blocks("sql")


@pytest.mark.parametrize(("name", "text"), first(9, CONSOLE), ids=[name for name, _ in CONSOLE])
def test_console_blocks_show_real_output(
    database: Path,
    through_the_years: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    text: str,
) -> None:
    monkeypatch.chdir(ROOT)
    command, _, output = text.partition("\n")
    shown = "\n".join(line.rstrip() for line in output.split("\n"))
    said = answer(command.removeprefix("$ "), database, through_the_years)
    assert said == shown.strip("\n")


def test_the_cookbook_shows_every_query_of_its_folder() -> None:
    """Each under its title and its part, in the order of the files; with the SQL of the file."""
    page = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    parts = texts()["en"]
    wanted, shown = [], []
    for path in sql_files("cookbook"):
        text = path.read_text("utf-8")
        named = parts[f"sql_part_{header(text, 'part')}"]
        wanted.append((named, header(text, "en"), f"sql/cookbook/{path.name}"))
    part = title = ""
    for kind, numbered, asked in re.findall(
        r"^(##|###) (.+)$|^\$ warehouse query --file (\S+)$", page, re.MULTILINE
    ):
        if asked:
            shown.append((part, title, asked))
        elif kind == "##":
            part = numbered
        else:
            title = re.sub(r"^\d\. ", "", numbered)
    assert shown == wanted
    assert len(ASKED.findall(page)) == len(wanted) > 30
    assert with_queries(page) == page
    # A query that drifts is noticed, and so is an answer.
    assert with_queries(page.replace("from meta.schemas", "from meta.tables")) == page


def test_answers_are_written_anew(
    database: Path, through_the_years: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    part = page[page.index("## How far to trust it") : page.index("$ warehouse check")]
    stale = part.replace("241, of which 163 confirmed", "240, of which 162 confirmed")
    assert stale != part
    assert with_answers(stale, database, through_the_years) == part


@pytest.mark.parametrize(("name", "text"), SQL_BLOCKS, ids=[name for name, _ in SQL_BLOCKS])
def test_sql_blocks_run(database: Path, name: str, text: str) -> None:
    with duckdb.connect(str(database), read_only=True) as connection:
        assert connection.execute(text).fetchall()


def test_there_are_blocks_of_each_kind() -> None:
    assert len(CONSOLE) >= 2
    assert len(SQL_BLOCKS) >= 2


def test_shell_commands_of_the_readme_are_those_of_run_py() -> None:
    (text,) = (text for name, text in blocks("sh") if name.startswith("README.md"))
    tasks = re.findall(r"^python3 run\.py (\w+)$", text, re.MULTILINE)
    assert tasks == ["build", "test"]
    assert len(tasks) == len(text.strip().split("\n"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [
        target for target in re.findall(r"\]\(([^)]+)\)", text) if not target.startswith("http")
    ]
    layout = re.findall(r"^([a-z]+/[\w./]*|[\w.]+\.yml) ", text, re.MULTILINE)
    for target in targets:
        assert (page.parent / target).exists(), target
    for path in layout:
        assert (ROOT / path).exists(), path


def test_figures_in_the_readme_are_those_of_the_warehouse(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    counts = dict(
        warehouse.execute("select placement_code, count(*) from all_cells group by 1").fetchall()
    )
    total = sum(counts.values())
    wanted = f"{counts['deduced']} of {total} cells are placed by deduction, {counts['uncertain']}"
    assert wanted in text


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_with_an_example_and_is_in_the_docs(name: str) -> None:
    command = cli.commands[name]
    assert isinstance(command, click.Command)
    help_text = CliRunner().invoke(cli, [name, "--help"]).output
    assert "Examples:" in help_text
    assert f"warehouse {name}" in help_text.split("Examples:")[1]
    assert any(f"warehouse {name}" in page.read_text(encoding="utf-8") for page in PAGES)


def test_the_examples_of_claims_and_rules_stand_in_the_seeds() -> None:
    edition = ROOT / "seeds" / "2022"
    said = [
        entry
        for name in ("claims", "reconciliation")
        for entries in yaml.safe_load((edition / f"{name}.yml").read_text("utf-8")).values()
        for entry in entries
    ]
    shown = [
        yaml.safe_load(text) for _, text in blocks("yaml") if re.match(r"- (claim|rule):", text)
    ]
    assert len(shown) >= 2
    for (example,) in shown:
        assert example in said


def test_every_test_that_is_named_as_a_proof_exists() -> None:
    named = {name for page in PAGES for name in NAMED.findall(page.read_text(encoding="utf-8"))}
    assert len(named) > 20
    there: dict[str, str] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        there[path.name] = there.get(path.name, "") + path.read_text("utf-8")
    lost = [name for name in named if f"def {name[1]}(" not in there.get(name[0], "")]
    assert lost == []
