"""Followed word for word, the runbook makes the seeds of the invented edition, in each way."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.drawn import draw, tables_of
from tests.editions import INVENTED, one_edition
from warehouse.cli.main import cli
from warehouse.edition.files import Edition, Table, read_edition
from warehouse.edition.workbook import CELLS_COLUMN, CELLS_ROW, CODES_ROW, FIELDS_ROW, PAGE
from warehouse.place import ROOT

RUNBOOK = (ROOT / "docs" / "new-edition.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line)
    for block in re.findall(r"^```sh\n(.*?)^```$", RUNBOOK, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
BOOK = "2023.xlsx"
WITH_OTHER_ROWS = {"victims_by_sex", "victims_by_reporter", "reporter_by_form"}
GIT_SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "nobody",
    "GIT_AUTHOR_EMAIL": "nobody@example.org",
    "GIT_COMMITTER_NAME": "nobody",
    "GIT_COMMITTER_EMAIL": "nobody@example.org",
}


def run(folder: Path, *words: str) -> str:
    """Run one command of the runbook in `folder`, on the seeds that stand there."""
    command = list(words)
    if words[0] == "warehouse":
        command = [sys.executable, "-c", "from warehouse.cli.main import main; main()", *words[1:]]
        if any(option.name == "seeds" for option in cli.commands[words[1]].params):
            command += ["--seeds", "seeds"]
    result = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | GIT_SETTINGS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, f"{words}\n{result.stdout}{result.stderr}"
    return result.stdout


def figures(table: Table) -> dict[tuple[str, str], str]:
    return {
        (row[0], column): cell
        for row in table.lines[1:]
        for column, cell in zip(table.lines[0][1:], row[1:], strict=True)
    }


def fill_folder(folder: Path, invented: Edition) -> None:
    """Type the figures into the CSVs and the page into the YAMLs, as a person would."""
    shutil.copy(INVENTED / "edition.yml", folder / "seeds" / "2023")
    for table in invented.tables:
        path = folder / "seeds" / "2023" / f"{table.code}.yml"
        text = path.read_text(encoding="utf-8")
        assert text.count("\npage:\n") == 1
        page = f"\npage: {table.meta['page']}\n"
        path.write_text(text.replace("\npage:\n", page), encoding="utf-8")
        path = path.with_suffix(".csv")
        if not path.exists():
            continue
        printed = figures(table)
        (corner, *columns), *rows = (line.split(",") for line in path.read_text().splitlines())
        lines = [[corner, *columns]]
        lines += [[row[0], *(printed.get((row[0], code), "") for code in columns)] for row in rows]
        path.write_text("".join(f"{','.join(line)}\n" for line in lines))


def fill_workbook(folder: Path, invented: Edition) -> None:
    """Type the same into the workbook; small counts as numbers, as Excel would have them."""
    book = load_workbook(folder / BOOK)
    for row, value in enumerate(invented.fields.values(), FIELDS_ROW):
        book["edition"].cell(row, 2).value = value
    for table in invented.tables:
        sheet = book[table.code]
        sheet.cell(*PAGE).value = int(table.meta["page"])
        printed = figures(table)
        labels = table.meta.get("rows", {}).get("labels", {})
        for row in range(CELLS_ROW, sheet.max_row + 1):
            code = str(sheet.cell(row, 1).value)
            sheet.cell(row, 2).value = labels.get(code, sheet.cell(row, 2).value)
            for column in range(CELLS_COLUMN, sheet.max_column + 1):
                text = printed.get((code, str(sheet.cell(CODES_ROW, column).value)), "")
                sheet.cell(row, column).value = int(text) if text.isdigit() else text or None
    book.save(folder / BOOK)


def fill_read(folder: Path, invented: Edition) -> None:
    """Hold what was read against what was drawn, then type what the reading left open."""
    wanted = {table.code: figures(table) for table in invented.tables}
    read = right = 0
    for table in read_edition(folder / "seeds", "2023").tables:
        for place, cell in figures(table).items():
            drawn = wanted.get(table.code, {}).get(place)
            read += drawn is not None
            right += bool(cell) and cell == drawn.replace("?", "<5") if drawn else 0
            assert not cell or drawn is None or cell == drawn.replace("?", "<5")
    assert right >= 0.95 * read
    assert (folder / "review.html").is_file()
    for path in (folder / "seeds" / "2023").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\npage: \d+\n", "\npage:\n", text), encoding="utf-8")
    fill_folder(folder, invented)


def finish_by_hand(folder: Path, invented: Edition) -> None:
    """Do what step 2 leaves to the folder: notes, placements, and what is new or gone."""
    target = folder / "seeds" / "2023"
    for path in target.glob("minors_by_form.*"):
        path.unlink()
    for name in ("claims.yml", "reconciliation.yml"):
        shutil.copy(INVENTED / name, target)
    for table in invented.tables:
        shutil.copy(INVENTED / f"{table.code}.yml", target)
        if table.code in WITH_OTHER_ROWS:
            shutil.copy(INVENTED / f"{table.code}.csv", target)


def figures_have_arrived(folder: Path, invented: Edition) -> None:
    """What was typed stands in the seeds: fields, pages and figures."""
    edition = read_edition(folder / "seeds", "2023")
    assert edition.fields == invented.fields
    tables = {table.code: table for table in edition.tables}
    for table in invented.tables:
        assert tables[table.code].meta["page"] == table.meta["page"]
        if table.code not in WITH_OTHER_ROWS:
            assert tables[table.code].lines == table.lines


Fill = Callable[[Path, Edition], None]
NEW, READ, IMPORT = COMMANDS[:3]


def made_seeds(folder: Path, fill: Fill) -> dict[str, str]:
    """Follow the steps that make the seeds, in one way; return what the commands said."""
    invented = read_edition(INVENTED.parent, INVENTED.name)
    said = {"new-edition": run(folder, *NEW)}
    if fill is fill_read:
        draw(folder / "report.pdf", tables_of(invented))
        said["read"] = run(folder, *READ)
    fill(folder, invented)
    if fill is fill_workbook:
        said["import"] = run(folder, *IMPORT)
    figures_have_arrived(folder, invented)
    finish_by_hand(folder, invented)
    made = {path.name: path.read_bytes() for path in (folder / "seeds" / "2023").iterdir()}
    assert made == {path.name: path.read_bytes() for path in INVENTED.iterdir()}
    return said


def test_who_types_into_the_folder_gets_the_same_seeds(tmp_path: Path) -> None:
    one_edition(tmp_path / "seeds")
    assert "24 tables with 525 cells" in made_seeds(tmp_path, fill_folder)["new-edition"]


def test_who_lets_the_report_be_read_gets_the_same_seeds(tmp_path: Path) -> None:
    one_edition(tmp_path / "seeds")
    assert "read" in made_seeds(tmp_path, fill_read)


def test_who_types_into_the_workbook_gets_the_same_seeds(tmp_path: Path) -> None:
    """What follows is the same in each way; `tests/outside/test_runbook.py` goes on from here."""
    one_edition(tmp_path / "seeds")
    said = made_seeds(tmp_path, fill_workbook)
    assert "24 tables with 525 cells" in said["new-edition"]
    assert 'victims_by_age Y0T17: "Minderjarig en adolescent" is now' in said["import"]


def test_the_runbook_names_every_command_of_the_yearly_hour() -> None:
    assert [" ".join(words[:2]) for words in COMMANDS] == [
        "warehouse new-edition",
        "warehouse read",
        "warehouse import",
        "warehouse check",
        "warehouse build",
        "warehouse diff",
        "warehouse tables",
        "warehouse show",
        "warehouse claims",
        "git add",
        "git commit",
        "warehouse rollback",
    ]
