"""Each semantic layer, asked by its own tool, gives the right interval or refuses.

Renew the table of docs/semantics.md with `python -m tests.outside.semantics`, which also asks
MetricFlow; its environment and dbt's build take longer than all others together.
"""

import re
import subprocess
from pathlib import Path

import pytest

from environments import environment
from tests.outside.recipes import FOLDER
from tests.outside.semantics import PAGE, QUESTIONS, QUICK, TABLE, TOOLS, answers
from warehouse.export.write import write

READ_TABLEAU = """
import sys
from tableaudocumentapi import Datasource
for path in sys.argv[1:]:
    fields = Datasource.from_file(path).fields
    print(path, sorted(name for name, field in fields.items() if field.calculation))
"""


@pytest.mark.parametrize("tool", QUICK)
def test_a_tool_gives_the_right_interval_or_refuses(tool: str, database: Path) -> None:
    found = answers(tool, database)
    assert found == [str(question["answer"]) for question in QUESTIONS]
    (shown,) = TABLE.findall(PAGE.read_text(encoding="utf-8"))
    rows = [re.split(r" \| ", line.strip("| ")) for line in shown.splitlines()[2:]]
    assert [row[1 + TOOLS.index(tool)] for row in rows] == found


def test_tableau_reads_its_data_sources(database: Path, tmp_path: Path) -> None:
    write(database, "semantics", "tableau", tmp_path / "tableau", language="nl")
    paths = sorted((tmp_path / "tableau").glob("*.tds"))
    python = environment(FOLDER / "formats.lock")
    command = [str(python), "-c", READ_TABLEAU, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    measures = "['[figure]', '[figure_max]', '[figure_min]', '[refusal]']"
    assert done.stdout.splitlines() == [f"{path} {measures}" for path in paths]
