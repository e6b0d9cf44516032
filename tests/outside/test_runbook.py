"""The runbook adds the invented edition when it is followed word for word, to its last command."""

import re
import shutil
from pathlib import Path

import duckdb

from tests.editions import REPORT, one_edition
from tests.test_runbook import COMMANDS, fill_workbook, made_seeds, run


def cells_of_2022(folder: Path) -> list[tuple[object, ...]]:
    """Return all that is known of the cells of 2022, but whether a newer edition prints them."""
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(
            "select * exclude (is_newest, is_in_mart) from main.all_cells "
            "where edition_code = '2022' order by all"
        ).fetchall()


def editions(folder: Path) -> list[str]:
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.execute("select edition_code from dim_edition order by 1").fetchall()
    return [edition for (edition,) in rows]


def test_the_runbook_adds_an_edition(tmp_path: Path, database: Path) -> None:
    one_edition(tmp_path / "seeds")
    shutil.copy(REPORT, tmp_path / "report.txt")
    shutil.copy(database, tmp_path)
    before = cells_of_2022(tmp_path)
    run(tmp_path, "git", "init", "--quiet")
    said = made_seeds(tmp_path, fill_workbook)
    for words in COMMANDS[3:]:
        said[words[1]] = run(tmp_path, *words)
        if words[1] == "build":
            assert editions(tmp_path) == ["2022", "2023"]
            assert cells_of_2022(tmp_path) == before
    assert "edition 2023: 0 empty, 0 wrong" in said["check"]
    assert "published" in said["build"]
    assert re.search(r"victims_by_form\s+changed\s+Internationale.* 197 +201 ", said["diff"])
    assert "2019   2020   2021   2022   2023" in said["show"]
    assert "3 confirmed, 0 possible, 0 contradicted" in said["claims"]
    assert "3, of which 2 covered, 1 exempt, 0 not covered" in said["claims"]
    assert "Add edition 2023" in said["commit"]
    assert editions(tmp_path) == ["2022"]
    assert cells_of_2022(tmp_path) == before
